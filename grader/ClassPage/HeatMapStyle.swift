extension HeatMap {
  static let style: HTML = """
    .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; margin: .5rem 0 1rem; padding: 0; font-size: .9rem; }
    .swatch {
      display: inline-block; width: 1.6em; line-height: 1.5; text-align: center; border-radius: .2rem;
      border: 1px solid var(--line); background-image: var(--pattern, none); font-weight: 700;
    }
    .swatch.passes { color: var(--good); }
    .swatch.fails, .swatch.broken, .swatch.crashes, .swatch.hangs { color: var(--bad); }
    .swatch.void { color: var(--accent); border: 2px solid var(--accent); }
    .controls { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin: 0 0 .75rem; }
    .controls[hidden] { display: none; }
    .controls label { display: grid; gap: .15rem; font-size: .8rem; color: var(--quiet); min-width: 0; }
    .controls :is(input, select, button) {
      font: inherit; font-size: .9rem; color: var(--text); background: var(--page); max-width: 100%;
      padding: .35rem .6rem; border: 1px solid var(--quiet); border-radius: .35rem; min-height: 2.25rem;
    }
    .controls select { max-width: 15rem; }
    .controls button { cursor: pointer; }
    .controls p { margin: 0; padding-bottom: .4rem; font-size: .9rem; }
    .controls .keys { flex-basis: 100%; font-size: .8rem; }
    .map {
      position: relative; max-height: 85vh; overflow: auto; border: 1px solid var(--line); border-radius: .4rem;
      scroll-padding: 5rem 1rem 1rem 12rem; overflow-wrap: normal;
    }
    #map { border-collapse: separate; border-spacing: 2px; table-layout: fixed; width: 100%; min-width: 48rem; font-size: .9rem; }
    #map thead th:first-child { width: 15rem; }
    #map thead th:last-child { width: 6rem; }
    #map caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    #map :is(th, td) { border: 0; padding: 0; }
    #map thead th { position: sticky; top: 0; z-index: 2; background: var(--page); vertical-align: top; }
    #map thead th:first-child { left: 0; z-index: 3; }
    #map tbody th {
      position: sticky; left: 0; z-index: 1; background: var(--page); font-weight: 400;
      padding: .2rem .6rem; overflow-wrap: anywhere;
    }
    #map tbody tr { scroll-margin: 6rem; }
    #map tr:target th { box-shadow: inset .25rem 0 var(--accent); }
    #map .name { display: block; line-height: 1.3; }
    #map .id { color: var(--quiet); font-size: .75rem; margin-right: .4em; }
    #map button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; text-align: inherit; }
    #map .sort { width: 100%; padding: .4rem .5rem; line-height: 1.25; font-size: .8rem; font-weight: 400; }
    #map th:first-child .sort { padding-left: .6rem; }
    #map .sort:hover { background: var(--raised); }
    #map .no { font-weight: 700; font-size: .9rem; }
    #map .title { display: block; color: var(--quiet); }
    #map .of { color: var(--quiet); white-space: nowrap; }
    #map .arrow::after { content: "↕"; color: var(--quiet); opacity: .6; }
    #map [aria-sort=ascending] .arrow::after { content: "▲"; color: var(--accent); opacity: 1; }
    #map [aria-sort=descending] .arrow::after { content: "▼"; color: var(--accent); opacity: 1; }
    #map td {
      height: 2.1rem; border-radius: .2rem;
      background-color: color-mix(in srgb, var(--c, var(--page)) var(--a, 0%), var(--page));
      background-image: var(--pattern, none);
    }
    #map td > button {
      display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .4em; width: 100%; min-height: 2.1rem; padding: .25rem .55rem;
      border-radius: inherit;
    }
    #map td > button:hover { box-shadow: inset 0 0 0 2px var(--quiet); }
    #map td > button:focus-visible, #map td:focus-visible { outline-offset: -2px; outline-width: 3px; }
    #map td b { margin-left: auto; white-space: nowrap; font-weight: 500; }
    #map td.total b { font-weight: 700; }
    #map .sign { font-weight: 700; min-width: 1em; }
    #map td:is(.absent, .ungraded) {
      outline: 1px dashed var(--line); outline-offset: -1px; padding: .25rem .55rem; color: var(--quiet);
    }
    #map td.void { outline: 2px solid var(--accent); outline-offset: -2px; }
    #map td.void .sign { color: var(--accent); }
    #map .minus { flex-basis: 100%; font-style: normal; font-size: .7rem; line-height: 1.2; text-align: right; }
    .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @media (max-width: 40rem) {
      #map { min-width: 38rem; }
      #map thead th:first-child { width: 7.5rem; }
      #map thead th:last-child { width: 5rem; }
      #map tbody th { padding: .2rem .3rem; }
      #map .title { display: none; }
      .map { scroll-padding-left: 8rem; }
      .controls label, .controls select, .controls input { width: 100%; max-width: none; }
    }
    """
}

extension Panel {
  static let style: HTML = """
    .panel {
      margin: auto 1rem auto auto; width: min(34rem, calc(100vw - 2rem)); max-height: min(90vh, 46rem);
      overflow: auto; padding: 1rem 1.25rem; background: var(--page); color: var(--text); text-align: left;
      border: 1px solid var(--quiet); border-radius: .5rem; box-shadow: 0 .5rem 2rem #0006;
      font-size: .9rem; line-height: 1.45; overflow-wrap: anywhere;
    }
    .panel h3 { margin: 0 2rem 0 0; font-size: 1.1rem; }
    .panel h3:focus { outline: none; }
    .panel p { margin: .5rem 0; }
    .panel .lesson { margin-top: 0; color: var(--quiet); }
    .panel pre {
      margin: .3rem 0; padding: .5rem .6rem; white-space: pre-wrap; background: var(--raised);
      border-radius: .3rem; font-size: .8rem; line-height: 1.4; max-height: 16rem; overflow: auto;
    }
    .panel .trap { border-left: .25rem solid var(--warm); padding-left: .6rem; }
    .panel .tests { margin: .5rem 0; padding-left: 1.1rem; }
    .panel .tests li { margin: .2rem 0; }
    .panel dl div { display: flex; gap: .75rem; padding: .15rem 0; }
    .panel dt { flex: 0 0 8rem; }
    .panel .close {
      border: 0; color: inherit; cursor: pointer;
      position: sticky; top: -.5rem; float: right; width: 2rem; height: 2rem; margin: -.4rem -.6rem 0 0;
      font-size: 1.3rem; line-height: 1; text-align: center; border-radius: 50%; background: var(--page);
    }
    .panel .close:hover { background: var(--raised); }
    @media (max-width: 40rem) { .panel { margin: auto auto .5rem; max-height: 70vh; } }
    """
}
