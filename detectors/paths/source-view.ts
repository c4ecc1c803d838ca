/** How sites that show source code name the view of a file at a branch, tag or commit. */
const view =
  /\/(?:blob|raw|tree|src|source|browse|blame|commits?|contents|xref|edit|branch|viewvc|log|diff|files|gitiles|repository|revisions)\/[^/]/i
const repository =
  /\.git\/(?:tree|plain|log|blame|blob|raw|commit|info)|\/(?:refs\/heads|xref|repos|repository\/files|-\/(?:blob|raw|tree|blame|commits?))\//i

/**
 * Is a path a page of a site that shows source code (GitLab, Gitea, cgit, Bitbucket, OpenGrok)? There a file's name is
 * a subject, not the file itself. Such pages lie at least three folders deep.
 */
export function isSourceView(path: string): boolean {
  if (repository.test(path)) return true
  const at = path.search(view)
  return at > 0 && path.slice(0, at).split('/').length >= 3
}
