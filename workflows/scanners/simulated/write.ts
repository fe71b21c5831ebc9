/** Writes answers as the wire carries them. A tree is given with the wire's own names, so nothing of the SDK stands between. */
import type { Form } from './protocol.ts';

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An answer as a tree, a text that is the whole body, or a failure. */
export type Given = { give: unknown } | { error: string; message?: string; status?: number };

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A list repeats its element: `{ member: [a, b] }` is two `member` elements. */
const xml = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return escapeXml(`${value as string | number | boolean}`);
  return Object.entries(value)
    .map(([name, inner]) =>
      Array.isArray(inner) ? inner.map((one) => `<${name}>${xml(one)}</${name}>`).join('') : `<${name}>${xml(inner)}</${name}>`,
    )
    .join('');
};

const requestId = '00000000-0000-4000-8000-000000000000';

/** `name` is the operation's own, such as `GetGuardrail`: some answers carry it. */
export function writeAnswer(form: Form, name: string, given: Given): WireAnswer {
  return 'error' in given ? writeError(form, given) : writeTree(form, name, given.give);
}

function writeTree(form: Form, name: string, tree: unknown): WireAnswer {
  const answer = (type: string, body: string): WireAnswer => ({
    status: 200,
    headers: { 'content-type': type, 'x-amzn-requestid': requestId },
    body,
  });
  // A body that is one text: a bucket's policy, or garbage on purpose.
  if (typeof tree === 'string') return answer(form === 'json' ? 'application/json' : 'application/xml', tree);
  switch (form) {
    case 'json':
      return answer('application/json', JSON.stringify(tree ?? {}));
    case 'query-xml':
      return answer('text/xml', `<${name}Response><${name}Result>${xml(tree)}</${name}Result></${name}Response>`);
    case 'ec2-xml':
      return answer('text/xml', `<${name}Response><requestId>${requestId}</requestId>${xml(tree)}</${name}Response>`);
    case 'rest-xml':
      return answer('application/xml', xml(tree));
    default:
      return form satisfies never;
  }
}

function writeError(form: Form, { error, message = error, status = statusOf(error) }: Extract<Given, { error: string }>): WireAnswer {
  const headers = { 'content-type': form === 'json' ? 'application/json' : 'text/xml', 'x-amzn-requestid': requestId };
  const detail = `<Code>${escapeXml(error)}</Code><Message>${escapeXml(message)}</Message>`;
  switch (form) {
    case 'json':
      return { status, headers: { ...headers, 'x-amzn-errortype': error }, body: JSON.stringify({ __type: error, message }) };
    case 'query-xml':
      return { status, headers, body: `<ErrorResponse><Error><Type>Sender</Type>${detail}</Error></ErrorResponse>` };
    case 'ec2-xml':
      return { status, headers, body: `<Response><Errors><Error>${detail}</Error></Errors><RequestID>${requestId}</RequestID></Response>` };
    case 'rest-xml':
      return { status, headers, body: `<Error>${detail}</Error>` };
    default:
      return form satisfies never;
  }
}

function statusOf(error: string): number {
  if (/denied|unauthorized|forbidden/i.test(error)) return 403;
  if (/throttl|toomany|limitexceeded|slowdown/i.test(error)) return 429;
  if (/^NoSuch|NotFound|ResourceNotFound/i.test(error)) return 404;
  return /internal|unavailable/i.test(error) ? 500 : 400;
}
