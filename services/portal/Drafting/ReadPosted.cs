using System.Globalization;
using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Alliance.Portal.Drafting;

/// <summary>From what was posted for a topic to the document. What cannot be read at all is said at its field; whether it may be is the service's word.</summary>
internal static class ReadPosted
{
    /// <summary>Rows offered for periods and languages; a page without JavaScript grows by what is filled.</summary>
    public const int Rows = 3;

    /// <summary>"Works with it alone": what a topic just chosen begins with; the next page asks for each.</summary>
    private const int UsualLevel = 2;

    public static void Into(Doc doc, FormTopic topic, IFormCollection form, ModelStateDictionary faults, string faultNumber, string faultDay)
    {
        foreach (var field in topic.Fields.Where(f => f.IsAsked(doc)))
        {
            switch (field.Kind)
            {
                case FieldKind.Number: doc.Put(field.Path, Number(field.Path)); break;
                case FieldKind.Radios when field.List == Acting.EvaluationFields.ScaleList: doc.Put(field.Path, Number(field.Path)); break;
                case FieldKind.Select when field.List == "level": doc.Put(field.Path, Number(field.Path)); break;
                case FieldKind.YesNo: doc.Put(field.Path, form[field.Path].Contains("true")); break;
                case FieldKind.YesOrNo: doc.Put(field.Path, form[field.Path].ToString() is { Length: > 0 } yes ? yes == "true" : null); break;
                case FieldKind.Day: doc.Put(field.Path, Day(field.Path)); break;
                case FieldKind.FromDay or FieldKind.ThroughDay: doc.Put(field.Path, Moment(field)); break;
                case FieldKind.Topics or FieldKind.Modes or FieldKind.Several or FieldKind.Checklist: doc.Put(field.Path, new JsonArray([.. form[field.Path].OfType<string>().Select(v => (JsonNode)v)])); break;
                case FieldKind.Lines: doc.Put(field.Path, new JsonArray([.. form[field.Path].ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(v => (JsonNode)v)])); break;
                case FieldKind.Competences: doc.Put(field.Path, Competences(field.Path)); break;
                case FieldKind.Periods: doc.Put(field.Path, Periods(field.Path)); break;
                case FieldKind.Certificates: doc.Put(field.Path, Certificates(field.Path)); break;
                case FieldKind.Languages: doc.Put(field.Path, Pairs(field.Path)); break;
                case FieldKind.Consents: doc.Put(field.Path, new JsonArray([.. form[field.Path].OfType<string>().Select(v => (JsonNode)new JsonObject { ["purpose"] = v, ["version"] = 1 })])); break;
                default: doc.Put(field.Path, form[field.Path].ToString().Trim() is { Length: > 0 } text ? text : null); break;
            }
        }

        JsonNode? Number(string path)
        {
            if (form[path].ToString().Trim() is not { Length: > 0 } text) return null;
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
            faults.AddModelError(path, faultNumber);
            return null;
        }

        JsonNode? Day(string path)
        {
            string[] parts = [form[path + ".year"].ToString().Trim(), form[path + ".month"].ToString().Trim(), form[path + ".day"].ToString().Trim()];
            if (parts.All(p => p.Length == 0)) return null;
            if (DateOnly.TryParseExact(string.Join('-', parts), "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            faults.AddModelError(path, faultDay);
            return null;
        }

        // The same day is the same moment: a program may have said the hour.
        JsonNode? Moment(FormField field)
        {
            if (Day(field.Path)?.GetValue<string>() is not { } typed) return null;
            var day = DateOnly.ParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (KyivDay.Of(doc.Time(field.Path)) == day) return doc.At(field.Path)?.DeepClone();
            return (field.Kind == FieldKind.FromDay ? KyivDay.Begins(day) : KyivDay.Ends(day)).ToString("O", CultureInfo.InvariantCulture);
        }

        // Level and years stand on a page of their own and stay with what stays chosen.
        JsonArray Competences(string path)
        {
            var before = Answers.Rows(doc, path).ToDictionary(c => c.Text("code") ?? "", c => c.Json);
            return new JsonArray([.. form[path].OfType<string>().Select(code => before.GetValueOrDefault(code)?.DeepClone() ?? new JsonObject { ["code"] = code, ["level"] = UsualLevel })]);
        }

        JsonArray Periods(string path)
        {
            var periods = new JsonArray();
            for (var row = 0; form.ContainsKey($"{path}[{row}].from.day"); row++)
            {
                var (from, to) = (Day($"{path}[{row}].from"), Day($"{path}[{row}].to"));
                if (from is not null || to is not null) periods.Add((JsonNode)new JsonObject { ["from"] = from, ["to"] = to });
            }
            return periods;
        }

        JsonArray Certificates(string path)
        {
            var papers = new JsonArray();
            for (var row = 0; form.ContainsKey($"{path}[{row}].name"); row++)
            {
                var (name, issuer, expires) = (form[$"{path}[{row}].name"].ToString().Trim(), form[$"{path}[{row}].issuer"].ToString().Trim(), Day($"{path}[{row}].expires"));
                if (name.Length + issuer.Length > 0 || expires is not null)
                    papers.Add((JsonNode)new JsonObject { ["name"] = name.Length > 0 ? name : null, ["issuer"] = issuer.Length > 0 ? issuer : null, ["expires"] = expires, ["file"] = Guid.TryParse(form[$"{path}[{row}].file"], out var file) ? file.ToString() : null });
            }
            return papers;
        }

        JsonArray Pairs(string path)
        {
            var pairs = new JsonArray();
            for (var row = 0; form.ContainsKey($"{path}[{row}].code"); row++)
            {
                var (code, level) = (form[$"{path}[{row}].code"].ToString(), form[$"{path}[{row}].level"].ToString());
                if (code.Length > 0) pairs.Add((JsonNode)new JsonObject { ["code"] = code, ["level"] = level.Length > 0 ? level : null });
            }
            return pairs;
        }
    }
}
