// Lets the browser keep what was read, so that it can be read without a connection.
(() => {
  const { src } = document.currentScript;
  const workers = navigator.serviceWorker;
  const isPreview = document.querySelector('script[src$="/_clinic/client.js"]');
  if (!workers || isPreview || !/^https?:$/.test(location.protocol)) return;
  addEventListener("load", async () => {
    try {
      const isNew = !workers.controller;
      await workers.register(new URL("../service-worker.js", src));
      // The page that is open came without the worker, which has not seen it.
      if (isNew) (await workers.ready).active.postMessage({ keep: location.href });
    } catch {} // storage is refused: everything works as long as there is a connection
  });
})();
