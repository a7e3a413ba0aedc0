using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>What is looked at on every page; each gives what it found wrong, in words.</summary>
internal static class Looking
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Every rule of axe: WCAG 2.2 AA and best practices. Its script is put into the page once.</summary>
    public static async Task<IEnumerable<string>> Axe(IPage page)
    {
        if (await page.EvaluateAsync<bool>("() => !window.axe")) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .map(v => `axe at ${innerWidth}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')}`)
            """);
    }

    public static async Task<IEnumerable<string>> Scroll(IPage page) => (await page.EvaluateAsync<string[]>(
        """
        () => {
          const root = document.documentElement, width = root.clientWidth
          if (root.scrollWidth <= width) return []
          return [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120))
        }
        """)).Select(e => $"scrolls sideways: {e}");

    /// <summary>Each control that can hold the focus looks different while it does, and can be seen whole or in part.</summary>
    public static async Task<IEnumerable<string>> Focus(IPage page)
    {
        // What follows the keyboard shows its focus; what follows the mouse need not.
        await page.Keyboard.PressAsync("Tab");
        return (await page.EvaluateAsync<string[]>(
            """
            () => {
              const one = (e, part) => { const s = getComputedStyle(e, part); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.color, s.borderTopWidth, s.clipPath, s.position].join() }
              const look = e => [e, ...(e.labels ?? [])].flatMap(x => [one(x), one(x, '::before')]).join('\n')
              const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(e => e.checkVisibility() && e.getClientRects().length && !e.disabled)
              document.activeElement?.blur()
              return all.filter(e => {
                const before = look(e)
                e.focus({ focusVisible: true })
                const after = look(e)
                const box = e.getBoundingClientRect()
                const seen = document.activeElement === e && before !== after && box.bottom > 0 && box.top < innerHeight
                e.blur()
                return !seen
              }).slice(0, 3).map(e => e.outerHTML.slice(0, 120))
            }
            """)).Select(e => $"focus is not seen: {e}");
    }

    /// <summary>Visible words, and those that are read out, outside ⟦ ⟧ which are not people's own.</summary>
    public static async Task<IEnumerable<string>> Unmarked(IPage page) => (await page.EvaluateAsync<string[]>(
        """
        () => {
          const strip = text => { for (let before; before !== text;) { before = text; text = text.replace(/⟦[^⟦⟧]*⟧/g, '') } return text.trim() }
          const foreign = text => { const rest = strip(text); return /\p{L}/u.test(rest) && !/^\W*(REQ|ASG)-\d{4}-\d{6}(-\d+)?\W*$/.test(rest) ? rest : null }
          const found = []
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          for (let node; (node = walk.nextNode());) {
            const parent = node.parentElement
            if (!parent.checkVisibility() && !parent.closest('details, option')) continue
            if (parent.closest('script, style, textarea, code, [data-own], [translate=no], .app-languages')) continue
            const rest = foreign(node.data)
            if (rest) found.push(rest)
          }
          for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))
            for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
              const rest = element.hasAttribute(name) && foreign(element.getAttribute(name))
              if (rest) found.push(`${name}: ${rest}`)
            }
          const title = foreign(document.title)
          if (title && !document.querySelector('h1 [data-own], .govuk-caption-l [data-own]')) found.push(`title: ${title}`)
          return found
        }
        """)).Select(text => $"not of the resources: {text}");
}
