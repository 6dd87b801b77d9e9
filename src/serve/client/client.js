// Loads the page again when the course has changed.
const script = document.currentScript;
const events = new URL("events?since=" + script.dataset.generation, script.src);
const source = new EventSource(events);
let session;
source.addEventListener("hello", (event) => {
  const hello = JSON.parse(event.data);
  const known = session ?? hello.session;
  session = hello.session;
  if (known !== hello.session || hello.generation > Number(script.dataset.generation)) location.reload();
});
source.addEventListener("change", () => location.reload());
