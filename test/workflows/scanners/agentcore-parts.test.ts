/** What the AgentCore checks read out of texts: Cedar policies, return addresses, hosts, and settings that hold secrets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permitsEverything } from '../../../workflows/scanners/parts/cedar.ts';
import { secretSettings } from '../../../workflows/scanners/parts/secret-settings.ts';
import { isApprovedHost, returnFault } from '../../../workflows/scanners/parts/web-address.ts';

describe('a Cedar policy permits everything', () => {
  it.each([
    'permit(principal, action, resource);',
    'permit (principal,action,resource) ;',
    '@id("all")\npermit(\n  principal,\n  action,\n  resource\n);',
    'permit(principal is AgentCore::OAuthUser, action, resource is AgentCore::Gateway);',
    'permit(principal, action, resource == AgentCore::Gateway::"arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/(tools)");',
    'permit(principal, action, resource == Web::"https://tools.example");',
    'permit(principal, action, resource) when { true };',
    'permit(principal, action, resource) unless { false };',
    'forbid(principal, action, resource) when { context.late };\npermit(principal, action, resource);',
  ])('in %s', (policy) => expect(permitsEverything(policy)).toBe(true));

  it.each([
    'forbid(principal, action, resource);',
    'permit(principal == AgentCore::OAuthUser::"ann", action, resource);',
    'permit(principal in Team::"sales", action, resource);',
    'permit(principal, action == AgentCore::Action::"find", resource);',
    'permit(principal, action in [AgentCore::Action::"find"], resource);',
    'permit(principal, action, resource) when { context.input.amount < 500 };',
    'permit(principal, action, resource) unless { principal.hasTag("guest") };',
    'permit(principal, action, resource) when { true } unless { context.late };',
    '// permit(principal, action, resource);',
    'permit(principal, action == Web::"https://find", resource == Web::"x"); // permit(principal, action, resource);',
  ])('but not in %s', (policy) => expect(permitsEverything(policy)).toBe(false));

  it('whatever blanks and comments stand between its words', () => {
    const gap = fc.constantFrom(' ', '\n', '\t', '\n// a note, (with) "signs"\n');
    fc.assert(
      fc.property(fc.array(gap, { minLength: 8, maxLength: 8 }), (gaps) => {
        const words = ['permit', '(', 'principal', ',', 'action', ',', 'resource', ')'];
        expect(permitsEverything(`${words.map((word, index) => `${word}${gaps[index]}`).join('')};`)).toBe(true);
      }),
    );
  });
});

describe('a host is approved', () => {
  it('by its own name, and below a name that begins with a dot or a wildcard', () => {
    expect(isApprovedHost('app.example', ['APP.example '])).toBe(true);
    expect(isApprovedHost('eu.app.example', ['.app.example'])).toBe(true);
    expect(isApprovedHost('eu.app.example', ['*.app.example'])).toBe(true);
  });

  it('never because its name merely ends or begins alike', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(label, (other) => {
        expect(isApprovedHost(`${other}app.example`, ['app.example', '.app.example', '*.app.example'])).toBe(false);
        expect(isApprovedHost(`app.example.${other}`, ['app.example', '.app.example', '*.app.example'])).toBe(false);
      }),
    );
  });
});

describe('a return address', () => {
  it.each(['https://app.example/back', 'https://app.example:8443/back?x=1'])('is safe: %s', (address) =>
    expect(returnFault(address)).toBeNull(),
  );
  it.each([
    'http://app.example/back',
    'https://*.example/back',
    'https://localhost/back',
    'https://app.localhost/back',
    'https://127.0.0.1:3000/',
    'https://[::1]/back',
    'myapp://back',
    'app.example/back',
    '',
  ])('is not safe: %s', (address) => expect(returnFault(address)).not.toBeNull());
});

describe('settings that hold secrets', () => {
  it('are told by name, and nothing of their values is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('PASSWORD', 'API_KEY', 'NAME', 'authToken'), fc.string()), (settings) => {
        const told = secretSettings(settings);
        expect(told.every((name) => Object.hasOwn(settings, name))).toBe(true);
        expect(told).toEqual(told.toSorted());
      }),
    );
  });
});
