// Configuration of html-validate: its recommended rules, and the reasons for each departure from them.

export default {
  root: true,
  extends: ["html-validate:recommended"],
  elements: ["html5"],
  rules: {
    // Titles are the author's words; how search engines cut them is no fault of the page.
    "long-title": "off",
    // Ids of headings keep the letters of every script and may start with a digit, which HTML allows.
    "valid-id": ["error", { relaxed: true }],
    // Where rows repeat, templates leave out end tags that HTML makes optional; the Nu checker knows where they are not.
    "no-implicit-close": "off",
    // Code blocks keep the blanks that the author typed.
    "no-trailing-whitespace": "off",
  },
};
