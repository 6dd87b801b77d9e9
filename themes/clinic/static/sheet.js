// The worksheets' controls.
