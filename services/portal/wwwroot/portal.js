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
    if (event.defaultPrevented) return
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 2000) event.preventDefault()
    form.dataset.sent = String(Date.now())
  })

  // What is typed in a form that is saved topic by topic stays on this device until the platform has it: no connection, a service that is away.
  // It is shown again on its page and sent by the person alone. Kept for a week at most, for its writer only.
  const week = 7 * 24 * 60 * 60 * 1000, mark = 'waiting ', sent = 'sent'
  const keep = {
    all: () => Object.keys(localStorage).filter((key) => key.startsWith(mark)),
    drop: (key) => localStorage.removeItem(key),
    read: (key) => JSON.parse(localStorage.getItem(key)),
  }
  try {
    keep.all().filter((key) => Date.now() - keep.read(key).at > week).forEach(keep.drop)
    // It has arrived when the answer to the sending leads on to another page.
    const before = sessionStorage.getItem(sent), from = document.referrer && new URL(document.referrer).pathname
    sessionStorage.removeItem(sent)
    const [way] = performance.getEntriesByType('navigation')
    if (before?.endsWith(' ' + from) && from !== location.pathname && way?.redirectCount > 0 && !document.body.classList.contains('app-problem')) keep.drop(before)
    const form = document.querySelector('form[data-keeps]')
    if (form) {
      const key = `${mark}${form.dataset.keeps} ${location.pathname}`
      const show = (name) => { document.querySelector(`[data-waiting="${name}"]`).hidden = false }
      // Where the answer is this page again, what was typed stands in it already.
      if (document.querySelector('[data-focus], .app-theirs, #kept-title')) keep.drop(key)
      const stored = localStorage.getItem(key) && keep.read(key)
      if (stored) {
        for (const field of form.elements) {
          if (!field.name || field.name === '_writer' || field.name === '_forgery') continue
          const values = stored.fields.filter(([name]) => name === field.name).map(([, value]) => value)
          if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value)
          else if (field.type !== 'submit' && values.length) field.value = values[0]
        }
        show('again')
      }
      form.addEventListener('submit', (event) => {
        // A button with a name of its own asks, and saves nothing.
        if (event.submitter?.name) return
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: [...new FormData(form)].filter(([name]) => name !== '_writer' && name !== '_forgery') }))
        if (navigator.onLine) sessionStorage.setItem(sent, key)
        else {
          event.preventDefault()
          show('offline')
        }
      })
    }
  } catch {
    // Storage is switched off or full: the form works as it does without script.
  }

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
