/** Every tracker keeps the same promises: GitHub as others wrote it, and Jira as Atlassian documents it. */
import { trackerContract } from '../../contracts/tracker.ts';
import { githubWorld, jiraWorld } from '../../support/trackers.ts';

trackerContract('GitHub', githubWorld);
trackerContract('Jira', jiraWorld);
