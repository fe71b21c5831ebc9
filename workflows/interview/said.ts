/** The small things that everything remembered is made of: people's words, people, and the names of questions. */

/** People's own words. Long ones live in a text of their own; here stand its id and its beginning. */
export type Said = { text: string } | { textId: string; start: string };

export interface Person {
  id: string;
  name: string;
}

/**
 * The key of a question within one assessment: `c:<control>/<question>` for a control's question, `s::<question>` for a scoping
 * question about the whole workload, `s:<component>:<question>` for one about a component.
 */
export type QuestionKey = string;

/** The plain words of a text, or its beginning where the rest lives outside. */
export function saidStart(said: Said): string {
  return 'text' in said ? said.text : said.start;
}
