/** As much of Cedar as the checks need: whether a policy permits every action to everybody without a condition. */

const text = String.raw`"(?:[^"\\]|\\.)*"`;
const textOrComment = new RegExp(String.raw`(${text})|//[^\n]*`, 'g');

/** Principal and resource may be narrowed to a kind or to one gateway: every action is still open to everybody who may call it. */
const openPermit = new RegExp(
  String.raw`\bpermit\s*\(\s*principal(?:\s+is\s+[\w:]+)?\s*,\s*action\s*,\s*resource(?:\s*(?:==|\bin\b|\bis\b)(?:${text}|[^)"])*)?\s*,?\s*\)\s*(?:when\s*\{\s*true\s*\}\s*|unless\s*\{\s*false\s*\}\s*)*;`,
);

export const permitsEverything = (statement: string): boolean =>
  openPermit.test(statement.replaceAll(textOrComment, (_, quoted: string | undefined) => quoted ?? ' '));
