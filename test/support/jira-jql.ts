/** The little of Jira's query language that is asked here: `field op "value"` with AND, OR and brackets, and an order. All else is refused. */
export interface Row {
  key: string;
  project: string;
  labels: readonly string[];
  /** Ms. */
  created: number;
}

type Test = (row: Row) => boolean;

/** Null where it is no query of this kind, or one without a restriction. */
export function readJql(text: string, now: number): { matches: Test; sort: (one: Row, other: Row) => number } | null {
  const [, where = '', by = '', direction = ''] = /^(.+?)(?: ORDER BY (created|key) (ASC|DESC))?$/.exec(text) ?? [];
  const tokens = where.match(/\(|\)|"[^"]*"|>=|=|\w+/g) ?? [];
  const either = (): Test => {
    let left = both();
    while (tokens[0] === 'OR') {
      tokens.shift();
      const [one, other] = [left, both()];
      left = (row) => one(row) || other(row);
    }
    return left;
  };
  const both = (): Test => {
    let left = one();
    while (tokens[0] === 'AND') {
      tokens.shift();
      const [first, other] = [left, one()];
      left = (row) => first(row) && other(row);
    }
    return left;
  };
  const one = (): Test => {
    const token = tokens.shift();
    if (token === '(') {
      const inner = either();
      if (tokens.shift() !== ')') throw new SyntaxError('a bracket is open');
      return inner;
    }
    const [op, value = ''] = [tokens.shift(), tokens.shift()?.replace(/^"(.*)"$/, '$1')];
    return clause(`${token} ${op}`, value, now);
  };
  try {
    const matches = either();
    const sign = direction === 'DESC' ? -1 : 1;
    const rank = (row: Row): number => (by === 'key' ? Number(row.key.replace(/^.*-/, '')) : row.created);
    return tokens.length > 0 ? null : { matches, sort: (first, other) => sign * (rank(first) - rank(other)) };
  } catch {
    return null;
  }
}

function clause(kind: string, value: string, now: number): Test {
  if (kind === 'project =') return ({ project }) => project === value;
  if (kind === 'labels =') return ({ labels }) => labels.includes(value);
  const [, minutes] = kind === 'created >=' ? (/^-(\d+)m$/.exec(value) ?? []) : [];
  if (minutes === undefined) throw new SyntaxError(kind);
  return ({ created }) => created >= now - Number(minutes) * 60_000;
}
