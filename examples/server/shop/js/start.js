// Loads the page's own module. The core is WebAssembly. If it does not load, the page shows its static notice, so
// that the shopper knows what to do.
try {
  await import(`./${document.body.dataset.page}-page.js`);
} catch (error) {
  console.error(error);
  for (const part of document.querySelectorAll("main > :not(#broken)")) part.hidden = true;
  document.getElementById("broken").hidden = false;
}
