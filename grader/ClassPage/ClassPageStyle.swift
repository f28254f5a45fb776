extension ClassPage {
  static let style: HTML = """
    \(colours)
    \(frame)
    \(lists)
    \(HeatMap.style)
    \(Panel.style)
    \(print)
    """

  /// Points go from orange to teal, which nearly everybody can tell apart; the verdict's sign and pattern
  /// stand on top of it.
  private static let colours: HTML = """
    :root {
      --low: light-dark(#d9681d, #e08a4a);
      --high: light-dark(#12806a, #3db398);
      --ink: light-dark(#1d202624, #e6e7ea26);
    }
    .h0 { --c: var(--low); --a: 46%; } .h1 { --c: var(--low); --a: 38%; }
    .h2 { --c: var(--low); --a: 30%; } .h3 { --c: var(--low); --a: 22%; }
    .h4 { --c: var(--low); --a: 13%; } .h5 { --c: var(--high); --a: 8%; }
    .h6 { --c: var(--high); --a: 14%; } .h7 { --c: var(--high); --a: 20%; }
    .h8 { --c: var(--high); --a: 27%; } .h9 { --c: var(--high); --a: 34%; }
    .h10 { --c: var(--high); --a: 44%; }
    .broken { --pattern: repeating-linear-gradient(45deg, var(--ink) 0 2px, transparent 2px 7px); }
    .crashes { --pattern: repeating-linear-gradient(90deg, var(--ink) 0 2px, transparent 2px 6px); }
    .hangs { --pattern: repeating-linear-gradient(0deg, var(--ink) 0 2px, transparent 2px 6px); }
    .void {
      --pattern: repeating-linear-gradient(45deg, var(--ink) 0 1px, transparent 1px 5px),
        repeating-linear-gradient(-45deg, var(--ink) 0 1px, transparent 1px 5px);
    }
    """

  private static let frame: HTML = """
    main { max-width: 92rem; }
    html { scroll-padding-top: 1rem; }
    a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
    a[href^="#r"] { unicode-bidi: isolate; }
    h2 { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
    h3 { font-size: 1rem; line-height: 1.35; margin: 0 0 .5rem; }
    h4 { font-size: .8rem; font-weight: 600; color: var(--quiet); margin: .75rem 0 .25rem; }
    b, .number, dd, .count { font-variant-numeric: tabular-nums; }
    .number { text-align: right; }
    .tag {
      display: inline-block; padding: 0 .4em; border: 1px solid currentColor; border-radius: .3em;
      color: var(--warm); font-size: .7rem; line-height: 1.4; font-weight: 400; white-space: nowrap;
    }
    .figures { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 2.25rem; margin: 1rem 0; padding: 0; }
    .figures b { font-size: 1.75rem; font-weight: 600; line-height: 1.1; display: block; }
    .figures span { color: var(--quiet); font-size: .875rem; }
    .figures .loud b { color: var(--bad); }
    .contents { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
    footer { margin-top: 2rem; font-size: .875rem; }
    """

  private static let lists: HTML = """
    .help { display: grid; gap: 1rem 2rem; grid-template-columns: minmax(0, 1fr); }
    @media (min-width: 62rem) { .help { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
    .help:not(:has(.lists section)) { grid-template-columns: minmax(0, 1fr); }
    .lists { display: grid; gap: 1rem; align-content: start; }
    .list { min-width: 0; }
    .list > p { margin: 0 0 .4rem; font-size: .875rem; }
    .list > ul {
      margin: 0; padding: 0 0 0 1.1rem; font-size: .9rem; max-height: 11rem; overflow-y: auto;
    }
    .list > .inline { padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .15rem .9rem; }
    .count { color: var(--quiet); font-weight: 400; margin-left: .25em; }
    .tall { max-height: 28rem; overflow-y: auto; border: 1px solid var(--line); border-radius: .4rem; }
    .needs { width: 100%; font-size: .9rem; }
    .needs th, .needs td { vertical-align: top; }
    .needs tbody th { font-weight: 400; width: 30%; min-width: 7rem; }
    .needs thead th { white-space: nowrap; position: sticky; top: 0; background: var(--raised); font-weight: 600; font-size: .8rem; }
    .needs ul { margin: 0; padding: 0; list-style: none; }
    .needs tr:last-child > * { border-bottom: 0; }
    .cards {
      list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--least, 13.5rem)), 1fr));
    }
    .pitfalls { --least: 24rem; }
    .cards > li {
      display: flex; flex-direction: column; min-width: 0; padding: .9rem 1rem;
      background: var(--raised); border: 1px solid var(--line); border-radius: .4rem;
    }
    .cards svg { display: block; width: 100%; max-width: 22rem; height: auto; margin-top: auto; }
    svg rect { fill: color-mix(in srgb, var(--c) calc(var(--a) + 30%), var(--raised)); }
    svg text { fill: var(--quiet); font: 11px system-ui, sans-serif; }
    svg .value { fill: var(--text); }
    svg .base { stroke: var(--quiet); }
    svg .median { fill: var(--text); }
    dl { margin: .5rem 0 0; }
    .cards dl div { display: flex; justify-content: space-between; gap: 1rem; font-size: .9rem; }
    dt { color: var(--quiet); font-size: .8rem; }
    dd { margin: 0; }
    .pitfalls ol { margin: 0; padding: 0; list-style: none; display: grid; gap: .6rem; }
    .pitfalls ol p { margin: 0; font-size: .9rem; line-height: 1.4; }
    .pitfalls .bar { height: .25rem; margin: .25rem 0 .1rem; border-radius: .125rem; background: var(--line); }
    .pitfalls .bar span { display: block; height: 100%; border-radius: inherit; background: var(--low); }
    .pitfalls summary { font-size: .8rem; color: var(--quiet); cursor: pointer; }
    """

  /// In a heading that it repeats on every sheet, Chromium prints no button, but what is in one.
  private static let print: HTML = """
    @page { size: A4 landscape; margin: 12mm; }
    @media print {
      :root { color-scheme: light; --ink: #00000038; }
      .screen-only.screen-only { display: none; }
      * { print-color-adjust: exact; }
      html, body { font-size: 10.5px; }
      p { max-width: none; }
      .help { grid-template-columns: 3fr 2fr; }
      .needs tbody th { min-width: 0; }
      main { max-width: none; padding: 0; }
      h2, h3, h4 { break-after: avoid; }
      .tall, .list > ul, .wide.map { max-height: none; overflow: visible; }
      .cards > li, .needs tr { break-inside: avoid; }
      a { color: inherit; text-decoration: none; }
      .pitfalls summary { list-style: none; }
      h2 { margin-top: 1.5rem; }
      #cells { break-before: page; border-top: 0; }
      .map { border: 0; }
      #map { min-width: 0; }
      #map tr { break-inside: avoid; }
      #map tr[hidden] { display: table-row; }
      #map thead th, #map tbody th { position: static; }
      #map td { background-color: transparent; outline: 1px solid #999; outline-offset: -1px; }
      #map .sort { display: contents; }
      #map thead th, #map tbody th { background: none; }
      #map :is(.sign, td b, .minus) { background: #fff; }
      #map .arrow { display: none; }
    }
    """
}
