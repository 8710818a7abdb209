/** Blanks secrets in what others say: a far end may echo what it was asked, and what it says is kept and shown. */
export function blanking(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))]
    .filter((form) => form !== '')
    .sort((a, b) => b.length - a.length)
  return (text) => forms.reduce((told, form) => told.replaceAll(form, '***'), text)
}
