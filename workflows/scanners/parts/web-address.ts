/** Addresses that people or tokens are sent to, and whether a host is one that the organization approves. */

/** "example.com" approves that host, ".example.com" or "*.example.com" what lies below it. */
export const isApprovedHost = (host: string, approved: readonly string[]): boolean =>
  approved.some((entry) => {
    const name = entry.trim().toLowerCase().replace(/^\*\./, '.');
    return name.startsWith('.') ? host.endsWith(name) : host === name;
  });

export const hostOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).hostname.toLowerCase() : null);

const ownMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$|\.localhost$/;

/** What is unsafe about an address that tokens come back to, or `null`. It finishes "a return address …". */
export function returnFault(address: string): string | null {
  if (address.includes('*')) return 'holds a wildcard';
  const host = hostOf(address);
  if (host === null) return 'is not a web address';
  if (ownMachine.test(host)) return "leads to the caller's own machine";
  return address.toLowerCase().startsWith('https://') ? null : 'does not begin with https';
}
