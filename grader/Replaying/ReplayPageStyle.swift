extension ReplayPage {
  /// A lane is as wide as the window allows; its line is drawn by each cell, so that it is as high as the
  /// text beside it.
  static let style: HTML = """
    .legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; margin: 1rem 0 .5rem; padding: 0; list-style: none; font-size: .9rem; }
    .sample { display: inline-block; position: relative; width: 1rem; height: 1em; vertical-align: -.1em; }
    .timeline { --time: 4.6rem; --lane: min(1.75rem, calc((44vw - 3rem) / var(--lanes))); margin: .5rem 0; }
    .row { display: grid; grid-template-columns: var(--time) calc(var(--lane) * var(--lanes)) 1fr; column-gap: .6rem; }
    .row .time { text-align: right; color: var(--quiet); font-variant-numeric: tabular-nums; font-size: .85rem; padding: .15rem 0; overflow-wrap: anywhere; }
    .lanes { display: grid; grid-template-columns: repeat(var(--lanes), var(--lane)); }
    .lanes > span { position: relative; text-align: center; }
    .lanes > span::before, .sample::before { content: ""; position: absolute; top: 0; bottom: 0; left: 50%; border-left: 0 solid var(--quiet); transform: translateX(-50%); }
    .lanes > .working::before, .sample.working::before { border-left-width: 1px; }
    .lanes > .waiting::before, .sample.waiting::before { border-left: 2px dotted var(--quiet); }
    .lanes > .holding::before, .sample.holding::before { border-left: 5px solid var(--accent); }
    .glyph { font-family: ui-monospace, monospace; font-weight: 700; }
    .lanes .glyph { position: relative; display: inline-block; min-width: 1.1em; margin-top: .15rem; line-height: 1.25; background: var(--page); border-radius: .4em; }
    .enqueue, .deliver { color: var(--accent); }
    .settle { color: var(--good); }
    .refuse, .expire, .revoke, .return { color: var(--warm); }
    .what { padding: .1rem .25rem; min-width: 0; }
    .heads { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 1px solid var(--line); }
    .heads .lanes > span { writing-mode: vertical-rl; text-orientation: sideways; transform: rotate(180deg); justify-self: center; max-height: 9rem; overflow: hidden; padding: .3rem 0; font-size: .85rem; line-height: 1.1; white-space: nowrap; }
    .heads .lanes > span::before { border: 0; }
    .event:hover { background: var(--raised); }
    .event:focus { outline: 2px solid var(--accent); outline-offset: -2px; }
    .event.same .what { background: var(--raised); box-shadow: inset 3px 0 var(--accent); }
    .note { color: var(--quiet); font-size: .85rem; font-style: italic; }
    .summary a { text-decoration-thickness: 1px; text-underline-offset: .2em; }
    .summary.broken a { color: var(--bad); }
    .summary.good a { color: var(--good); }
    .end { margin: .75rem 0 1.5rem; padding: .25rem 1rem .75rem; border: 3px solid var(--good); border-radius: .5rem; }
    .end.broken { border-color: var(--bad); border-style: double; border-width: 5px; }
    .end h2 { margin-top: .5rem; }
    .broken h2 { color: var(--bad); }
    .good h2 { color: var(--good); }
    summary { cursor: pointer; padding: .3rem 0; }
    @media (max-width: 40rem) {
      .row { column-gap: .35rem; }
      .timeline { --time: 3.3rem; }
      .row .time { font-size: .75rem; }
      .what { font-size: .9rem; }
    }
    """

  /// Arrow keys, Home and End move through the events; those of the same message are marked.
  static let script: HTML = """
    const events = [...document.querySelectorAll(".event")];
    let current = events[events.length - 1];
    if (current) current.tabIndex = 0;
    function select(event) {
      current.tabIndex = -1;
      current.setAttribute("aria-selected", "false");
      current = event;
      current.tabIndex = 0;
      current.setAttribute("aria-selected", "true");
      const message = event.dataset.message;
      for (const other of events)
        other.classList.toggle("same", message !== undefined && other.dataset.message === message);
    }
    for (const event of events) event.addEventListener("focus", () => select(event));
    document.getElementById("events").addEventListener("keydown", (key) => {
      const index = events.indexOf(current);
      const next = { ArrowDown: index + 1, ArrowRight: index + 1, ArrowUp: index - 1,
        ArrowLeft: index - 1, Home: 0, End: events.length - 1 }[key.key];
      if (next === undefined) return;
      key.preventDefault();
      events[Math.max(0, Math.min(events.length - 1, next))].focus();
    });
    """
}
