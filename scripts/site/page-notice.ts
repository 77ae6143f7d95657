/** Says in the page itself why there are no slides, where a browser does not run the deck's program. */
const notice = `
<noscript><p style="margin: 10vh auto; max-width: 34em; font: 20px/1.5 system-ui, sans-serif">These slides need JavaScript.</p></noscript>
<script>
addEventListener('error', function (event) {
  if (!(event.target instanceof HTMLScriptElement))
    return
  document.body.innerHTML = '<div role="alert" style="margin: 10vh auto; max-width: 34em; padding: 0 1em; font: 20px/1.5 system-ui, sans-serif"><h1></h1><p></p></div>'
  var local = location.protocol === 'file:'
  document.querySelector('h1').textContent = local
    ? 'This browser does not open slides from a disk'
    : 'The slides could not be loaded'
  document.querySelector('p').textContent = local
    ? 'It loads programs only from a web server, and these slides are one. Any server will do. With Python, run in the folder of this file: python3 -m http.server 8000 – and open http://localhost:8000/'
    : 'A file is missing on the server, or the connection broke. Reload the page.'
}, true)
</script>
`

/** A deck's page with the notice in it, ahead of any script that may fail. */
export function withNotice(html: string): string {
  const page = html.replace(/<body[^>]*>/, body => `${body}${notice}`)
  if (page === html)
    throw new Error('Slidev\'s page has no <body>, where the notice for browsers without modules belongs.')
  return page
}
