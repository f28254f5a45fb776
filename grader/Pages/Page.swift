/// A page that stands alone: one file, no network, fit for light and dark, wide and narrow, mouse,
/// keyboard and screen reader.
struct Page {
  let title: Words
  let language: Language
  /// What follows the shared style sheet.
  var style: HTML = ""
  let body: HTML
  var script: HTML = ""

  /// The whole document. Its policy forbids the browser to load anything at all.
  var html: String {
    let page: HTML = """
      <!doctype html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      \(Self.generator)
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>\(title[language])</title>
      <style>
      \(Self.sharedStyle)
      \(style)
      </style>
      </head>
      <body>
      <main>
      \(body)
      </main>
      \(script == "" ? "" : "<script>\n" + script + "\n</script>")
      </body>
      </html>

      """
    return page.markup
  }

  /// By this a page of the grader is known.
  static let generator: HTML = "<meta name=\"generator\" content=\"Day 56 grader\">"

  private static let sharedStyle: HTML = """
    :root {
      color-scheme: light dark;
      --page: light-dark(#fdfdfb, #16181c);
      --text: light-dark(#1d2026, #e6e7ea);
      --quiet: light-dark(#5c6370, #a0a6b1);
      --line: light-dark(#d9dbe0, #363a43);
      --raised: light-dark(#f3f4f1, #1f2229);
      --good: light-dark(#1a7f4b, #5fcf93);
      --bad: light-dark(#b3261e, #ff8a80);
      --accent: light-dark(#2457b3, #8ab4ff);
      --warm: light-dark(#96600a, #f0b85a);
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--page); color: var(--text);
      font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
    }
    main { max-width: 76rem; margin: 0 auto; padding: 1.5rem clamp(.75rem, 3vw, 2rem) 3rem; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
    h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
    p { margin: .5rem 0; max-width: 46rem; }
    code, pre, .code { font-family: ui-monospace, monospace; font-size: .9em; }
    .quiet { color: var(--quiet); }
    table { border-collapse: collapse; }
    th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
    .wide { overflow-x: auto; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    @media (prefers-reduced-motion: reduce) { * { animation: none; transition: none; } }
    @media print { body { background: none; } .screen-only { display: none; } }
    """
}
