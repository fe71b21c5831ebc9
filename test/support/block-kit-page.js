/** Runs in the browser: draws a message or a window with the Block Kit renderer, and tells what it made of each block. */
import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Message } from 'slack-blocks-to-jsx';

/** Everything by which Slack would notify, link or decorate carries a name here, so that a test can count it. */
const hooks = {
  user: ({ id, name }) => h('span', { className: 'slack_user', 'data-made': `user ${id}` }, `@${name}`),
  channel: ({ id }) => h('span', { 'data-made': `channel ${id}` }, `#${id}`),
  usergroup: ({ id }) => h('span', { 'data-made': `usergroup ${id}` }, `@${id}`),
  atChannel: () => h('span', { 'data-made': 'broadcast' }, '@channel'),
  atEveryone: () => h('span', { 'data-made': 'broadcast' }, '@everyone'),
  atHere: () => h('span', { 'data-made': 'broadcast' }, '@here'),
  emoji: ({ name }) => h('span', { 'data-made': `emoji ${name}` }, `:${name}:`),
  date: ({ fallback }) => h('span', { 'data-made': 'date' }, fallback),
  link: ({ href, children }) => h('a', { href, 'data-made': `link ${href}` }, children),
};

/** The frame of a window is Slack's, not a block, so the renderer has none. */
const framed = ({ title, submit, close }, body) =>
  h(
    'section',
    { className: 'window' },
    h('header', null, h('strong', null, title.text), h('span', { 'aria-hidden': true }, '✕')),
    body,
    h(
      'footer',
      null,
      close ? h('button', { type: 'button' }, close.text) : null,
      submit ? h('button', { type: 'button', className: 'submit' }, submit.text) : null,
    ),
  );

/** What Slack shows of a field and the renderer does not: which fields may stay empty, and which have one line. */
const mend = (element, { type, element: field, optional }) => {
  if (type !== 'input') return;
  if (optional) element.querySelector('strong').append(Object.assign(document.createElement('span'), { textContent: ' (optional)' }));
  if (field.type === 'plain_text_input' && !field.multiline) element.querySelector('textarea').rows = 1;
};

const wrappers = () => [...document.querySelectorAll('.slack_blocks_to_jsx--block_wrapper')];

let root;

/** `drawn` has blocks; a window has a title too. Resolves once every picture is there. */
const draw = async (drawn, people, logo) => {
  root?.unmount();
  root = createRoot(document.getElementById('root'));
  const isWindow = drawn.title !== undefined;
  const message = h(Message, {
    blocks: drawn.blocks,
    name: 'Plumbline',
    logo,
    time: new Date(2026, 10, 29, 10, 4),
    theme: 'light',
    data: { users: people },
    hooks,
    withoutWrapper: isWindow,
  });
  flushSync(() => root.render(isWindow ? framed(drawn, message) : message));
  for (const [index, element] of wrappers().entries()) if (drawn.blocks[index]) mend(element, drawn.blocks[index]);
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
};

const made = new Set([
  'A',
  'STRONG',
  'EM',
  'B',
  'I',
  'DEL',
  'S',
  'CODE',
  'PRE',
  'BLOCKQUOTE',
  'TABLE',
  'H1',
  'H2',
  'H3',
  'H4',
  'VIDEO',
  'IFRAME',
]);

const of = (element) => ({
  /** What can be read: words, what fields hold, and what stands for pictures. */
  words: [
    element.innerText,
    ...[...element.querySelectorAll('input, textarea')].flatMap(({ value, placeholder }) => [value, placeholder]),
    ...[...element.querySelectorAll('img')].map(({ alt }) => alt),
  ].join('\n'),
  made: [
    ...[...element.querySelectorAll('[data-made]')].map((one) => one.dataset.made),
    ...[...element.querySelectorAll('*')].filter(({ tagName }) => made.has(tagName)).map(({ tagName }) => tagName.toLowerCase()),
  ],
  buttons: element.querySelectorAll('button').length,
  items: element.querySelectorAll('li').length,
  pictures: [...element.querySelectorAll('img')].map(({ naturalWidth, alt }) => ({ width: naturalWidth, alt })),
  lines: element.querySelectorAll('hr').length,
  fields: element.querySelectorAll('input, textarea').length,
});

/** Draws one after the other and says what became of each block, in order; a block that was dropped is missing. */
globalThis.drawEach = async ({ list, people, logo }) => {
  const read = [];
  for (const drawn of list) {
    await draw(drawn, people, logo);
    read.push(wrappers().map(of));
  }
  return read;
};
