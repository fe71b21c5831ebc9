/** Where the issues of tests are: whose repository, and by which token. */
export const token = 'not-a-token-of-anybody';
export const owner = 'octo';
export const repository = `${owner}/secret`;
