// Under a view: its address with what is chosen in it, and its picture as PNG, drawn from the SVG of the site. A page that
// is opened from a folder cannot read the drawing, so that it offers the SVG only.
"use strict";
(() => {
  for (const field of document.querySelectorAll(".share input")) {
    const tell = () => { field.value = location.href; };
    if (location.protocol !== "file:" || !field.value) tell();
    for (const event of ["hashchange", "popstate"]) addEventListener(event, tell);
    field.onfocus = () => { tell(); field.select(); };
    field.closest("[hidden]")?.removeAttribute("hidden");
  }
  for (const field of document.querySelectorAll(".embed input")) field.onfocus = () => field.select();
  if (!location.protocol.startsWith("http")) return;
  for (const link of document.querySelectorAll("a.svg-file")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain-button";
    button.textContent = "PNG";
    button.onclick = () => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = image.naturalWidth * 2;
        canvas.height = image.naturalHeight * 2;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => {
          const file = document.createElement("a");
          file.href = URL.createObjectURL(blob);
          file.download = link.pathname.split("/").pop().replace(/\.svg$/, ".png");
          file.click();
          setTimeout(() => URL.revokeObjectURL(file.href), 10000);
        }, "image/png");
      };
      image.src = link.href;
    };
    link.after(" ", button);
  }
})();
