// Keeps the page on the device, so that it opens without a connection. docs/decisions/0010-offline.md
// tells how and why; scripts/precache.mjs fills in the list below after the build.
//
// A version of the page is a list of files with the hash of their content. Files are kept by content: a
// new version fetches only what it does not find, checks every byte against the list, and is used only
// once all of it is there. Policy files of areas are not part of a version: the newest that can be had.

/** Path (relative to this file) → first half of the SHA-256 of the content, in hexadecimal. */
const LIST = {/* precache */};
const FILES = new Map(Object.entries(LIST));

/** Several copies of the page may lie on one host: each has caches of its own. */
const SCOPE = new URL('./', self.location).href;
const VERSIONS = `mingbai versions ${SCOPE}`;
const AREAS = `mingbai areas ${SCOPE}`;

/** How long a policy file is waited for before the copy on the device is taken. */
const PATIENCE_MS = 4000;

/** Where the file of this content is kept. */
const keyOf = (path, hash) => `${SCOPE}${path}?sha256=${hash}`;

/** The path of an address below the page, without its query; null for any other. */
function pathOf(address) {
  const url = new URL(address);
  const plain = url.origin + url.pathname;
  if (!plain.startsWith(SCOPE)) return null;
  return plain.slice(SCOPE.length) || 'index.html';
}

const isPolicy = (path) => /^policies\/[^/]+\.json$/.test(path) && path !== 'policies/index.json';

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Fetches a file of this version and keeps it, unless it is there. Throws if it is not that content. */
async function keep(cache, path, hash) {
  const key = keyOf(path, hash);
  if (await cache.match(key)) return;
  // The folder itself: some hosts send a request for index.html on to it.
  const address = SCOPE + (path === 'index.html' ? '' : path);
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== hash) throw new Error(`${path}: not of this version`);
  const headers = new Headers(response.headers);
  // What is kept is neither compressed nor of that length any more.
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  await cache.put(key, new Response(bytes, { headers }));
}

self.addEventListener('install', (event) => {
  const whole = async () => {
    const cache = await caches.open(VERSIONS);
    // A failure anywhere gives up this version; the one in use stays.
    await Promise.all([...FILES].map(([path, hash]) => keep(cache, path, hash)));
  };
  event.waitUntil(whole());
});

/** Forgets files that are not of this version, and copies of areas that it brought itself. */
async function tidy() {
  const cache = await caches.open(VERSIONS);
  const used = new Set([...FILES].map(([path, hash]) => keyOf(path, hash)));
  const old = (await cache.keys()).filter(({ url }) => !used.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  const areas = await caches.open(AREAS);
  await Promise.all([...FILES.keys()].map((path) => areas.delete(SCOPE + path)));
}

self.addEventListener('activate', (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

/** A file of this version, from the device. */
async function ofVersion(path, request) {
  const cache = await caches.open(VERSIONS);
  return (await cache.match(keyOf(path, FILES.get(path)))) ?? fetch(request);
}

/** A policy file from the network, kept. Anything but JSON is somebody else's page, such as a log-in. */
async function fetched(path) {
  const response = await fetch(SCOPE + path, { cache: 'no-cache' });
  if (!response.ok) return response;
  if (!response.headers.get('Content-Type')?.includes('json')) throw new Error(`${path}: not JSON`);
  const areas = await caches.open(AREAS);
  // A full device is no reason to withhold what has come.
  await areas.put(SCOPE + path, response.clone()).catch(() => {});
  return response;
}

/** The copy of a policy file on the device: the one fetched last, else that of this version. */
async function copyOf(path) {
  const areas = await caches.open(AREAS);
  const copy = await areas.match(SCOPE + path);
  if (copy || !FILES.has(path)) return copy;
  return (await caches.open(VERSIONS)).match(keyOf(path, FILES.get(path)));
}

/** The newest policy file that can be had: from the network, and when that fails or is slow, the copy. */
async function newest(path, network) {
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const first = await Promise.race([network.catch(() => undefined), late]);
  if (first?.ok) return first;
  return (await copyOf(path)) ?? network;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = request.method === 'GET' ? pathOf(request.url) : null;
  if (path === null) return;
  if (isPolicy(path)) {
    const network = fetched(path);
    event.respondWith(newest(path, network));
    // Kept even where the copy was faster.
    event.waitUntil(network.catch(() => {}));
  } else if (FILES.has(path)) {
    event.respondWith(ofVersion(path, request));
  }
});

/** 'activate': the person wants the new version. A list of paths: the policy files they look at. */
self.addEventListener('message', (event) => {
  if (event.data === 'activate') self.skipWaiting();
  if (!Array.isArray(event.data)) return;
  const wanted = event.data.filter((path) => typeof path === 'string' && isPolicy(path));
  const missing = async (path) => (await copyOf(path)) || fetched(path).catch(() => {});
  event.waitUntil(Promise.all(wanted.map(missing)));
});
