// The page of the panel: a frame with the page of the preview.

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Returns the HTML of the panel that shows an address of this machine, and nothing else. */
export function panelHtml(address: string): string {
  const {origin} = new URL(address);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; frame-src ${escape(origin)}; style-src 'unsafe-inline'">
<title>Atlas</title>
<style>html, body, iframe { height: 100%; width: 100%; margin: 0; padding: 0; border: 0; display: block; background: #fff }</style>
</head>
<body><iframe src="${escape(address)}" title="Atlas" sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-downloads"></iframe></body>
</html>`;
}
