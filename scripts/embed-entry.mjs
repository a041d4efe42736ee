// Writes the entry that other pages may frame: index.html of a built page with a mark on its root element,
// by which the page knows (src/ui/embed.rs), and without what only a page of its own needs.
//
// node scripts/embed-entry.mjs [DIST]   dist/ by default; scripts/build runs it

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const dist = resolve(process.argv[2] ?? 'dist');

/** Puts `to` in the place of `from`, which must be there once. */
function replace(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`index.html has not just one ${from}`);
  return text.replace(from, to);
}

const page = readFileSync(join(dist, 'index.html'), 'utf8');
let entry = replace(page, '<html lang="zh-CN">', '<html lang="zh-CN" data-embed>');
// It cannot be put on a home screen, and is not to be found by search in place of the page.
entry = replace(entry, /<link rel="manifest" [^>]*>/, '<meta name="robots" content="noindex">');
// What may not be framed opens beside the page around.
entry = replace(entry, '<a href="plain.html">', '<a href="plain.html" target="_blank" rel="noopener">');
writeFileSync(join(dist, 'embed.html'), entry);
console.log('▸ embed.html, the entry that other pages may frame');
