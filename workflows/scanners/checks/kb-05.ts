/** KB-05: a web crawler stays within the hosts or paths that were chosen. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { dataSources } from '../parts/knowledge-bases.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

/** The host alone: an address may carry more than anybody should see. */
const Host = z.string().transform((url) => (URL.canParse(url) ? new URL(url).host : null));

const sources = dataSources({
  dataSourceConfiguration: z.object({
    type: z.string(),
    webConfiguration: z
      .object({
        sourceConfiguration: z.object({ urlConfiguration: z.object({ seedUrls: z.array(z.object({ url: Host })) }) }),
        crawlerConfiguration: z
          .object({
            scope: z.enum(['HOST_ONLY', 'SUBDOMAINS']).optional(),
            inclusionFilters: z.array(z.string()).default([]),
            crawlerLimits: z.object({ maxPages: z.number().optional() }).optional(),
          })
          .optional(),
      })
      .optional(),
  }),
});

/** Filters are regular expressions; one that takes every address keeps nothing out. */
const isOpen = (filter: string): boolean => /^\^?(?:https?\??:\/\/)?\(?\.[*+]\)?\$?$/.test(filter);

export const kb05 = defineCheck({
  id: 'KB-05',
  scope: 'region',
  reads: sources.reads,
  why: 'A crawler that follows every subdomain also loads pages that others write, such as forums or customer sites, and the agent takes them for your own word.',
  fix: 'Set the scope of the crawler to the host, leave it at the default, or add inclusion filters for the pages that you mean.',
  blind: 'Who may write on the chosen hosts, what the filters let through in practice, and crawlers outside of Bedrock.',
  equivalents: { other: ['RAG-01'] },
  none: 'No knowledge base in this Region loads pages from the web.',
  collect: (look) =>
    sources.collect(look, ({ dataSourceConfiguration: { type, webConfiguration: web } }) => {
      if (type !== 'WEB') return null;
      const { scope, inclusionFilters = [], crawlerLimits } = web?.crawlerConfiguration ?? {};
      const hosts = web?.sourceConfiguration.urlConfiguration.seedUrls.map(({ url }) => url) ?? [];
      return { hosts, scope, filters: inclusionFilters.length, anything: inclusionFilters.some(isOpen), maxPages: crawlerLimits?.maxPages };
    }),
  judge({ hosts, scope, filters, anything, maxPages }) {
    const known = hosts.filter((host) => host !== null);
    const facts = { hosts: known, scope: scope ?? 'same host and path', filters, ...(maxPages === undefined ? {} : { maxPages }) };
    if (known.length === 0 || known.length < hosts.length)
      return notAssessed('The addresses where the crawler starts were not understood.', facts);
    if (scope !== 'SUBDOMAINS') return pass(facts);
    if (filters === 0) return fail('The crawler follows all subdomains, and no inclusion filter holds it back.', facts);
    if (anything) return fail('The crawler follows all subdomains, and an inclusion filter lets every page through.', facts);
    return pass(facts, 'The crawler follows subdomains as far as its inclusion filters let it.');
  },
});
