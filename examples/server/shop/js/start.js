// Loads the page's own module. The core is WebAssembly: where it cannot load, the shopper still has to be told what
// to do, so the static notice of each page is shown instead of an empty one.
try {
  await import(`./${document.body.dataset.page}-page.js`);
} catch (error) {
  console.error(error);
  for (const part of document.querySelectorAll("main > :not(#broken)")) part.hidden = true;
  document.getElementById("broken").hidden = false;
}
