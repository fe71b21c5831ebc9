/** What carries events from Slack to the bot: signed HTTP here; a socket is another one with the same face. */
import { createHmac } from 'node:crypto';
import { signingSecret } from './slack-emulator.ts';

/** How the bot acknowledged. */
export interface Answer {
  status: number;
  /** Parsed where it is JSON. */
  body: unknown;
}

export interface Transport {
  event(body: object): Promise<Answer>;
  command(form: Record<string, string>): Promise<Answer>;
  interaction(payload: object): Promise<Answer>;
}

const form = 'application/x-www-form-urlencoded';

/** POST to `${origin}/slack/events`, signed now, as Slack does. */
export function httpTransport(origin: string, path = '/slack/events'): Transport {
  const post = async (body: string, type: string): Promise<Answer> => {
    const seconds = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex')}`;
    const headers = { 'content-type': type, 'x-slack-request-timestamp': seconds, 'x-slack-signature': signature };
    const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body });
    const text = await answer.text();
    return { status: answer.status, body: answer.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text };
  };
  return {
    event: (body) => post(JSON.stringify(body), 'application/json'),
    command: (fields) => post(new URLSearchParams(fields).toString(), form),
    interaction: (payload) => post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form),
  };
}
