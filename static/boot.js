// Starts the page: its WebAssembly, once what index.html shows has been painted. Words on a slow phone
// are worth more than the moment that this costs. Names of the files come from the script element.

const { js, wasm } = document.querySelector('script[data-wasm]').dataset;
const address = (file) => new URL(file, document.baseURI);

/** After the next picture. None comes while nobody looks. */
const painted = () => new Promise((done) => {
  if (document.visibilityState === 'hidden') done();
  else requestAnimationFrame(() => setTimeout(done));
});

try {
  await painted();
  const { default: init } = await import(address(js));
  await init({ module_or_path: address(wasm) });
} catch (error) {
  // Says at once what index.html says after some seconds where not even this runs.
  document.querySelector('.shell')?.classList.add('failed');
  throw error;
}
