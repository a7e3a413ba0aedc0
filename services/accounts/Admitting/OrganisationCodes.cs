using System.Collections.Frozen;

namespace Alliance.Accounts.Admitting;

/// <summary>Codes of an organisation. Source: domain, Organisation.</summary>
internal static class OrganisationCodes
{
    public const string Ukraine = "UA";
    public const string Secretariat = "secretariat";
    public const string Association = "association";

    /// <summary>Local and regional authorities of Ukraine: those that ask for assistance, each the only one of its type in its unit.</summary>
    public static readonly IReadOnlyList<string> UkrainianAuthorities =
        ["hromada", "city", "raion", "oblast-council", "oblast-administration", "military-administration"];

    public static readonly IReadOnlyList<string> Types =
    [
        .. UkrainianAuthorities, "region", "province", "municipality", "intermunicipal", Association, "utility", "eu-institution", "ifi", "ngo", "academia",
        Secretariat
    ];

    public static readonly IReadOnlyList<string> Levels = ["local", "regional", "national", "international"];

    /// <summary>ISO 3166-1 alpha-2, and XK as Eurostat and the EU use it.</summary>
    public static readonly FrozenSet<string> Countries = (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR " +
        "CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU " +
        "ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ " +
        "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI " +
        "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Which roles people may have in it follows from this.</summary>
    public static string KindOf(string? type) => type is Secretariat or Association ? type : type is not null && UkrainianAuthorities.Contains(type) ? "authority" : "other";
}
