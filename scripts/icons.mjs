// Makes the PNG icons of static/icons/ from its SVG files again, in Chromium. Run by hand after a change
// of the drawing; what it writes is committed.
//
// node scripts/icons.mjs

import { readFileSync, writeFileSync } from 'node:fs';

import { openChromium } from '../tests/e2e/support.mjs';

const FOLDER = new URL('../static/icons/', import.meta.url);

/** Name and size of each picture, and the drawing it is of. */
const PICTURES = [
  { name: 'icon-192.png', size: 192, of: 'icon.svg' },
  { name: 'icon-512.png', size: 512, of: 'icon.svg' },
  { name: 'maskable-192.png', size: 192, of: 'maskable.svg' },
  { name: 'maskable-512.png', size: 512, of: 'maskable.svg' },
  // The home screen of iOS cuts its own corners and fills what is transparent with black.
  { name: 'touch-180.png', size: 180, of: 'maskable.svg' },
];

const browser = await openChromium();
try {
  for (const { name, size, of } of PICTURES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const drawing = readFileSync(new URL(of, FOLDER), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
    // Corners of the drawing stay transparent.
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(new URL(name, FOLDER), png);
    await page.close();
    console.log(`▸ static/icons/${name}: ${png.length} bytes`);
  }
} finally {
  await browser.close();
}
