/** Start-up scripts: what is fetched or passed on is no secret, what stands there is, and nothing but line numbers comes out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretLines } from '../../../../workflows/scanners/parts/secret-scripts.ts';

describe('the lines of a script that hold a secret', () => {
  it.each([
    'TOKEN=$(curl -s -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 21600")',
    'curl -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/',
    'export DB_PASSWORD="$(aws secretsmanager get-secret-value --secret-id lab/db --query SecretString --output text)"',
    'API_KEY=`cat /run/key`',
    `password: '\${DB_PASSWORD}'`,
    'mysql --password "$DB_PASSWORD"',
    'SECRET_ARN=arn:aws:secretsmanager:us-east-1:111122223333:secret:db',
    'echo "no secret here"',
  ])('leave out %s', (line) => expect(secretLines(line)).toEqual([]));

  it.each([
    "export DB_PASSWORD='hunter22-hunter22'",
    'API_KEY = "some-long-word-of-ours"',
    'mysql --password hunter22-hunter22',
    'git clone https://bot:hunter22-hunter22@git.example.com/lab.git',
    'OTHER=$HOME DB_PASSWORD=hunter22-hunter22 ./start',
  ])('name %s', (line) => expect(secretLines(`#!/bin/sh\n${line}\necho done`)).toEqual([2]));

  it('are numbers of lines that are there, in order, whatever the script is', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), (lines) => {
        const script = lines.join('\n');
        const count = script.split(/\r?\n/).length;
        const found = secretLines(script);
        expect(found).toEqual([...new Set(found)].toSorted((one, other) => one - other));
        expect(found.every((line) => line >= 1 && line <= count)).toBe(true);
      }),
    );
  });
});
