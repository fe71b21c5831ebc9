/** Fills in what the files of simulated accounts leave open: the account, the Region, and times that are counted back from now. */

export interface Filling {
  account: string;
  region: string;
  /** Milliseconds since 1970. */
  now: number;
}

const dayMs = 86_400_000;
const times = /^<(iso|epoch) (\d+) days ago>$/;
const jsonText = '<json>';

/** `<account>`, `<region>`, its part of the world `<part>`, `<iso 3 days ago>` and `<epoch 3 days ago>`; what stands under `<json>` becomes JSON text. */
export function fill(value: unknown, filling: Filling): unknown {
  if (Array.isArray(value)) return value.map((one) => fill(one, filling));
  if (typeof value === 'object' && value !== null) {
    if (jsonText in value) return JSON.stringify(fill(value[jsonText], filling));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [String(fillText(name, filling)), fill(inner, filling)]));
  }
  return typeof value === 'string' ? fillText(value, filling) : value;
}

function fillText(text: string, { account, region, now }: Filling): unknown {
  const [whole, form, days] = times.exec(text) ?? [];
  if (whole === undefined)
    return text
      .replaceAll('<account>', account)
      .replaceAll('<region>', region)
      .replaceAll('<part>', region.split('-')[0] ?? '');
  const at = now - Number(days) * dayMs;
  return form === 'iso' ? new Date(at).toISOString() : Math.floor(at / 1000);
}
