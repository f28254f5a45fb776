extension ClassPage {
  /// Sorts, filters and lets the arrow keys walk. Everything that it knows it reads from the table, so
  /// nothing of a learner's is ever a script's source; without it the table is only a table.
  static let script: HTML = """
    (() => {
      const table = document.getElementById('map');
      const body = table.tBodies[0];
      const heads = Array.from(table.tHead.rows[0].cells);
      const form = document.querySelector('.controls');
      const [text, state, lesson, shown] =
        ['text', 'state', 'lesson', 'shown'].map(id => document.getElementById(id));
      const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
      const plain = words => words.normalize('NFKC').toLowerCase();
      const learners = Array.from(body.rows, (row, place) => ({
        row, place,
        name: row.querySelector('.name').textContent,
        text: plain(row.cells[0].textContent),
        values: Array.from(row.cells, cell => cell.dataset.v === undefined ? null : +cell.dataset.v),
      }));

    \(sorting)
    \(filtering)
    \(walking)
      form.hidden = false;
      filter();
    })();
    """

  private static let sorting: HTML = """
      // Who has no figure stands at the end, whichever way the others go.
      const byFigure = (column, sign) => (one, other) => {
        const [a, b] = [one.values[column], other.values[column]];
        if (a === null || b === null) return (a === null) - (b === null) || one.place - other.place;
        return sign * (a - b) || one.place - other.place;
      };
      const byName = sign => (one, other) =>
        sign * collator.compare(one.name, other.name) || one.place - other.place;
      heads.forEach((head, column) => head.firstElementChild.addEventListener('click', () => {
        const falls = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
        const sign = falls ? -1 : 1;
        learners.sort(column === 0 ? byName(sign) : byFigure(column, sign));
        body.append(...learners.map(learner => learner.row));
      }));
    """

  private static let filtering: HTML = """
      const filter = () => {
        const wanted = plain(text.value.trim());
        const cell = lesson.value === '' ? 'td' : `td:nth-child(${+lesson.value + 2})`;
        const isRow = state.value === '.late' || state.value === '.stranger';
        let count = 0;
        for (const { row, text } of learners) {
          const hasState = state.value === ''
            || (isRow ? row.matches(state.value) : row.querySelector(cell + state.value) !== null);
          row.hidden = !hasState || !text.includes(wanted);
          if (!row.hidden) count += 1;
        }
        shown.textContent =
          shown.dataset.text.replace('{n}', count).replace('{m}', learners.length);
      };
      const showAll = () => { form.reset(); filter(); };
      form.addEventListener('input', filter);
      form.addEventListener('submit', event => event.preventDefault());
      form.querySelector('button').addEventListener('click', event => {
        event.preventDefault();
        showAll();
      });
      // A link to a learner leads to them, whatever is filtered.
      document.addEventListener('click', event => {
        const link = event.target.closest('a[href^="#r"]');
        const row = link && document.getElementById(link.hash.slice(1));
        if (!row) return;
        if (row.hidden) showAll();
        stand(stop(row.cells[0]), false);
      });
    """

  /// One cell at a time is a stop for the Tab key; from there the arrows lead on.
  private static let walking: HTML = """
      const stop = cell => cell.querySelector(':scope > button') ?? cell;
      table.setAttribute('role', 'grid');
      for (const { row } of learners) for (const cell of row.cells) stop(cell).tabIndex = -1;
      let current;
      const stand = (place, takesFocus = true) => {
        if (current) current.tabIndex = -1;
        current = place;
        current.tabIndex = 0;
        if (takesFocus) current.focus();
      };
      const next = (row, way) => {
        do row = way > 0 ? row.nextElementSibling : row.previousElementSibling; while (row?.hidden);
        return row;
      };
      const edge = way => {
        const row = way > 0 ? body.lastElementChild : body.firstElementChild;
        return row?.hidden ? next(row, -way) : row;
      };
      const ways = {
        ArrowLeft: (row, column) => row.cells[column - 1],
        ArrowRight: (row, column) => row.cells[column + 1],
        ArrowUp: (row, column) => (next(row, -1) ?? table.tHead.rows[0]).cells[column],
        ArrowDown: (row, column) => next(row, 1)?.cells[column],
        Home: (row, column, isFar) => (isFar ? edge(-1) : row)?.cells[0],
        End: (row, column, isFar) => Array.from((isFar ? edge(1) : row)?.cells ?? []).at(-1),
      };
      table.addEventListener('keydown', event => {
        const cell = event.target.closest('td, th');
        if (!ways[event.key] || event.altKey) return;
        const isHead = cell.parentElement.parentElement === table.tHead;
        const to = isHead && event.key === 'ArrowDown'
          ? edge(-1)?.cells[cell.cellIndex]
          : ways[event.key](cell.parentElement, cell.cellIndex, event.ctrlKey || event.metaKey);
        event.preventDefault();
        if (!to) return;
        if (to.parentElement.parentElement === table.tHead) to.firstElementChild.focus();
        else stand(stop(to));
      });
      body.addEventListener('focusin', event => {
        if (event.target !== current) stand(event.target, false);
      });
      if (learners.length > 0) stand(stop(learners[0].row.cells[0]), false);
    """
}
