// Comfort only: every page does its work without this file.
(() => {
  'use strict'

  // A list of errors is where reading goes on.
  const errors = document.querySelector('[data-focus]')
  if (errors) {
    errors.tabIndex = -1
    errors.focus()
  }

  // The same form is not sent twice by a nervous finger.
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 2000) event.preventDefault()
    form.dataset.sent = String(Date.now())
  })

  // The inbox count, live. The stream ends now and then and the browser opens it again by itself.
  const badge = document.querySelector('[data-unread]')
  if (badge && 'EventSource' in window) {
    const stream = new EventSource('/api/inbox/stream')
    const show = (event) => {
      const { unread } = JSON.parse(event.data)
      badge.textContent = unread > 99 ? '99+' : String(unread)
      badge.parentElement.hidden = unread === 0
    }
    stream.addEventListener('unread', show)
    stream.addEventListener('heartbeat', show)
    window.addEventListener('pagehide', () => stream.close())
  }
})()
