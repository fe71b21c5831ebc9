/** The bots that this deployment answers for: one registration per customer tenant, checked before anything starts. */
import { z } from 'zod';

/** An unset or wrong setting of the Teams registration; the message says what to set. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isGuid = (value: string): boolean => guid.test(value);

export type Credential = { kind: 'password'; password: string } | { kind: 'certificate'; thumbprint: string; privateKey: string };

/** A single-tenant bot registration in Entra. */
export interface ProductionRegistration {
  kind: 'production';
  appId: string;
  tenant: string;
  credential: Credential;
}

/** The try-out's playground: made-up people, no tokens, this machine only. */
export interface TryoutRegistration {
  kind: 'tryout';
}

export type Registration = ProductionRegistration | TryoutRegistration;

const settings = z.array(
  z.object({
    appId: z.string().optional(),
    tenant: z.string().optional(),
    password: z.string().optional(),
    certificate: z.object({ thumbprint: z.string().optional(), privateKey: z.string().optional() }).optional(),
  }),
);

const credentialOf = (where: string, entry: z.infer<typeof settings>[number]): Credential => {
  const { password, certificate } = entry;
  if (password?.trim()) return { kind: 'password', password };
  if (certificate?.thumbprint?.trim() && certificate.privateKey?.trim()) {
    return { kind: 'certificate', thumbprint: certificate.thumbprint, privateKey: certificate.privateKey };
  }
  throw new RegistrationError(
    `${where}: set "password" to the client secret of the app registration, or "certificate" to its thumbprint and private key.`,
  );
};

const idOf = (where: string, name: string, value: string | undefined, what: string): string => {
  if (value && isGuid(value.trim())) return value.trim().toLowerCase();
  throw new RegistrationError(`${where}: set "${name}" to ${what}, like 00000000-0000-0000-0000-000000000000.`);
};

/** Reads the registrations of a production deployment, and refuses to go on without everything that makes it safe. */
export const parseRegistrations = (value: unknown): ProductionRegistration[] => {
  const parsed = settings.safeParse(value);
  if (!parsed.success || parsed.data.length === 0) {
    throw new RegistrationError('Teams needs a list of registrations, each with "appId", "tenant" and "password" or "certificate".');
  }
  const registrations = parsed.data.map((entry, index): ProductionRegistration => {
    const where = `Teams registration ${index + 1}`;
    return {
      kind: 'production',
      appId: idOf(where, 'appId', entry.appId, 'the application (client) id of the app registration'),
      tenant: idOf(where, 'tenant', entry.tenant, 'the directory (tenant) id of the app registration'),
      credential: credentialOf(where, entry),
    };
  });
  checkRegistrations(registrations);
  return registrations;
};

/** What must hold for every set of registrations, wherever it came from. */
export const checkRegistrations = (registrations: readonly Registration[]): void => {
  if (registrations.length === 0) throw new RegistrationError('Teams needs at least one registration.');
  const tryouts = registrations.filter(({ kind }) => kind === 'tryout');
  if (tryouts.length > 0 && registrations.length > 1) {
    throw new RegistrationError('The try-out accepts anybody on this machine, so it never runs beside a production registration.');
  }
  const seen = new Set<string>();
  for (const registration of registrations) {
    if (registration.kind === 'tryout') continue;
    if (!isGuid(registration.appId))
      throw new RegistrationError('Set "appId": without an application id every message would be accepted unverified.');
    if (!isGuid(registration.tenant)) throw new RegistrationError(`Set "tenant" for the app ${registration.appId}.`);
    if (seen.has(registration.appId.toLowerCase())) throw new RegistrationError(`The app ${registration.appId} is registered twice.`);
    seen.add(registration.appId.toLowerCase());
  }
};
