const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

/** A page that needs nothing else of the server, for who is not logged in. */
export const plainPage = (title: string, sentence: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="dark" />
    <title>${escaped(title)} · Vedette</title>
    <style>
      body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 1.5rem;
        background: #0d1117; color: #e6edf3; font: 1rem/1.6 system-ui, sans-serif }
      main { max-width: 34rem; border: 1px solid #30363d; border-radius: 0.75rem; padding: 2rem; background: #161b22 }
      h1 { margin: 0 0 0.5rem; font-size: 1.25rem }
      p { margin: 0; color: #9da7b3 }
    </style>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      <p>${escaped(sentence)}</p>
    </main>
  </body>
</html>
`
