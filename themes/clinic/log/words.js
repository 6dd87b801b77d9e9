// The words of the interface, in the language of the course.
(() => {
"use strict";

const log = globalThis.clinicLog;

log.say = (key, values = {}) => (log.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

log.shortDate = (day) => {
  const date = new Date(`${day}T12:00`);
  const options = /** @type {const} */ ({ day: "numeric", month: "short", year: "numeric" });
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(document.documentElement.lang, options);
};
})();
