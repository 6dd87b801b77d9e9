// Stands where a worker was, for a preview: gives back what was kept, and goes.
"use strict";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith(`clinic ${new URL(registration.scope).pathname} `));
  await Promise.all(own.map((name) => caches.delete(name)));
  await registration.unregister();
})()));
