if [ -z "$CLINIC_SOURCE" ]; then
  echo "{mark}CLINIC_SOURCE is empty. Set it at the top of {head} to the address of the clinic repository or of a folder with release archives." >&2
  exit 1
fi
if [ ! -x "$CLINIC_HOME/bin/clinic" ]; then
  mkdir -p "$CLINIC_HOME/bin"
  case "$CLINIC_SOURCE" in
    *.git)
      command -v cargo || curl -fsSL https://sh.rustup.rs | sh -s -- -y --profile minimal
      PATH="$HOME/.cargo/bin:$PATH" cargo install --git "$CLINIC_SOURCE" --tag "v$CLINIC_VERSION" \
        --locked --root "$CLINIC_HOME" mistake-clinic
      ;;
    *)
      name="clinic-$CLINIC_VERSION-$(uname -m)-unknown-linux-gnu"
      for file in "$name.tar.gz" "$name.tar.gz.sha256"; do
        curl -fsSL -o "$CLINIC_HOME/$file" "${CLINIC_SOURCE%/}/$file"
      done
      (cd "$CLINIC_HOME" && sha256sum --quiet --check "$name.tar.gz.sha256" && tar -xzf "$name.tar.gz")
      mv "$CLINIC_HOME/$name/clinic" "$CLINIC_HOME/bin/clinic"
      ;;
  esac
fi
case "$("$CLINIC_HOME/bin/clinic" --version)" in
  "clinic $CLINIC_VERSION" | "clinic $CLINIC_VERSION "*) ;;
  *)
    echo "This is not clinic $CLINIC_VERSION: $("$CLINIC_HOME/bin/clinic" --version)" >&2
    exit 1
    ;;
esac
