/** Every tracker keeps the same promises: GitHub as others wrote it, and Jira as Atlassian documents it. */
import { trackerContract } from '../../contracts/tracker.ts';
import { troubleContract } from '../../contracts/tracker-trouble.ts';
import { githubWorld, jiraWorld } from '../../support/trackers.ts';

trackerContract('GitHub', githubWorld);
trackerContract('Jira', jiraWorld);

troubleContract('GitHub', githubWorld);
troubleContract('Jira', async () => {
  const world = await jiraWorld();
  // The search never learns of anything: the promises hold without it.
  world.site.lags = true;
  return world;
});
