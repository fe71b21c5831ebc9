/** Credentials are found before anything is stored; ordinary words about security are not. */
import { expect, test } from 'vitest';
import { findSecret } from '../../../bot/conversation/secrets.ts';
import { cpuMs } from '../../support/cpu.ts';

/** Put together here, so that no scanner of repositories takes a test for a leak. */
const glue = (...parts: string[]): string => parts.join('');

const made = {
  keyId: glue('AKIA', 'IOSFODNN7EXAMPLE'),
  tempKeyId: glue('ASIA', 'IOSFODNN7EXAMPLE'),
  secret: ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'),
  bedrock: glue('ABSK', 'QmVkcm9ja0FQSUtleS1'.repeat(4)),
  bedrockShort: glue('bedrock-api-key-', 'YmVkcm9jay5hbWF6b25hd3M'.repeat(2)),
  slack: glue('xoxb-', '123456789012-abcdefABCDEF'),
  github: glue('ghp_', 'a1B2c3D4e5F6'.repeat(3)),
  githubFine: glue('github_pat_', '11ABCDEFG0'.repeat(6)),
  atlassian: glue('ATATT3', 'xFfGF0a1B2c3-D4e5_F6='.repeat(9)),
  provider: glue('sk-ant-', 'api03-abcdefghijklmnop'.repeat(2)),
  token: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.'),
  url: glue('postgres://app:', 's3cretPass', '@db.example.com/prod'),
  pem: glue('-----BEGIN ', 'RSA PRIVATE', ' KEY-----'),
  password: glue('password=', 'hunter22'),
};

test.each([
  ['an AWS access key id', made.keyId],
  ['an AWS access key id', `it uses ${made.tempKeyId} for now`],
  ['an AWS secret access key', `aws_secret_access_key = ${made.secret}`],
  ['an AWS secret access key', `the secret is "${made.secret}"`],
  ['an AWS secret access key', `AWS: ${made.secret}.`],
  ['a Bedrock API key', made.bedrock],
  ['a Bedrock API key', made.bedrockShort],
  ['a private key', made.pem],
  ['a private key', glue('-----BEGIN ', 'PRIVATE', ' KEY-----')],
  ['a Slack token', made.slack],
  ['a GitHub token', made.github],
  ['a GitHub token', made.githubFine],
  ['an Atlassian token', made.atlassian],
  ['an API key of a model provider', made.provider],
  ['a signed token', `Bearer ${made.token}`],
  ['a password in a connection string', made.url],
  ['a password', made.password],
  ['a password', glue('Password: ', 'Tr0ub4dor&3')],
])('%s is found', (kind, text) => {
  expect(findSecret(['something before', text])).toEqual({ kind });
});

test('what is found never comes back with the finding', () => {
  expect(JSON.stringify(findSecret([made.keyId]))).not.toContain(made.keyId.slice(4));
});

test.each([
  'We rotate access keys every 90 days.',
  'The password: rotated by Secrets Manager every night',
  'Password: stored in Secrets Manager, nobody sees it',
  'passwords are hashed',
  'pwd: printed nowhere',
  'password policy = strict is what we have',
  'AKIA keys are forbidden here',
  'It runs in account 123456789012, region eu-west-1.',
  'arn:aws:iam::123456789012:role/application/component/service-role/support-agent-execution',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/support/agent/credentials/database',
  'arn:aws:bedrock:eu-west-1:123456789012:agent/ABCDEFGHIJ',
  'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'the aws module at commit 0123456789abcdef0123456789abcdef01234567',
  'secret/data/team/application/environment/production/database/reader/path',
  'sk-learn is only used for the tests',
  'the risk-based-approach-to-approvals-that-we-agreed-on-last-year is written down',
  'https://example.com/docs/how-we-keep-secrets?page=2',
  'https://user@example.com/repo.git',
  's3://prompt-logs/2027/01/12/',
  'mailto:security@example.com',
  'see ticket SEC-1234 and PR 77',
  'xoxb tokens are kept in the vault',
  'ghp_ tokens are blocked by push protection',
  'a JWT starts with eyJ and is short-lived here',
  'The private key lives in KMS and never leaves it.',
  'BEGIN PRIVATE KEY blocks are filtered from logs',
  'Guardrail gr-abc123def456 version 4',
  'anthropic.claude-sonnet-4-20250514-v1:0',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '550e8400-e29b-41d4-a716-446655440000',
  'bedrock-api-key-rotation is on our list',
  'Yes, and the tool refuses without the approval',
  'The secret scanner runs in the pipeline',
  '字'.repeat(400),
])('innocent: %s', (text) => {
  expect(findSecret([text])).toBeNull();
});

test('the longest allowed text is searched in a blink', async () => {
  for (const unit of ['a', 'a.', 'aws ', 'secret=', 'password:', 'sk-', 'eyJ.', 'A1a', 'http://', 'a:b@', '-'])
    expect(await cpuMs(() => findSecret([unit.repeat(8_000 / unit.length)])), unit).toBeLessThan(500);
});
