/** A production deployment that is not safe does not start, and says what to set. */
import { describe, expect, it } from 'vitest';
import { openLine } from '../../../bot/teams/channel.ts';
import { createTeamsDoor } from '../../../bot/teams/door.ts';
import { checkRegistrations, parseRegistrations, RegistrationError } from '../../../bot/teams/registration.ts';
import { registrationOf } from './wire.ts';

const { appId, tenant } = registrationOf(1);

describe('registrations', () => {
  it('are read with a password or a certificate', () => {
    const other = registrationOf(2);
    expect(
      parseRegistrations([
        { appId, tenant, password: 's' },
        { appId: other.appId, tenant: other.tenant, certificate: { thumbprint: 't', privateKey: 'k' } },
      ]).map(({ credential }) => credential.kind),
    ).toEqual(['password', 'certificate']);
  });

  it.each([
    ['nothing', undefined, /a list of registrations/],
    ['an empty list', [], /a list of registrations/],
    ['no application id', [{ tenant, password: 's' }], /registration 1: set "appId" to the application \(client\) id/],
    ['an empty application id', [{ appId: '', tenant, password: 's' }], /set "appId"/],
    ['no tenant', [{ appId, password: 's' }], /set "tenant" to the directory \(tenant\) id/],
    ['no password', [{ appId, tenant }], /set "password" to the client secret/],
    ['an empty password', [{ appId, tenant, password: ' ' }], /set "password"/],
    ['half a certificate', [{ appId, tenant, certificate: { thumbprint: 't' } }], /"certificate" to its thumbprint and private key/],
    [
      'the same app twice',
      [
        { appId, tenant, password: 's' },
        { appId: appId.toUpperCase(), tenant, password: 's' },
      ],
      /registered twice/,
    ],
  ])('with %s are refused', (_, value, message) => {
    expect(() => parseRegistrations(value)).toThrow(RegistrationError);
    expect(() => parseRegistrations(value)).toThrow(message);
  });

  it('never mix the try-out with production', () => {
    expect(() => checkRegistrations([{ kind: 'tryout' }, registrationOf(1)])).toThrow(/never runs beside a production registration/);
  });
});

describe('without an application id', () => {
  it('no line is opened', () => {
    expect(() => openLine({ ...registrationOf(1), appId: '' })).toThrow(/every message would be accepted unverified/);
  });

  it('no door is opened', () => {
    expect(() => createTeamsDoor({ lines: [], converse: async () => ({ kind: 'nothing' }), clock: Date.now, log: () => {} })).toThrow(
      RegistrationError,
    );
  });
});

it('production lines are made with a password or a certificate, without asking the network', () => {
  const credential = { kind: 'certificate', thumbprint: 'AA', privateKey: 'k' } as const;
  expect([openLine(registrationOf(1)).appId, openLine({ ...registrationOf(2), credential }).appId]).toEqual([
    appId,
    registrationOf(2).appId,
  ]);
});
