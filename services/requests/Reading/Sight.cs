namespace Alliance.Requests.Reading;

/// <summary>
/// How much of one request somebody sees; each level sees what those before it see, and more. What each field asks for stands in
/// <see cref="RequestView"/> and <see cref="ListItem"/>, what each filter asks for in <see cref="ListParameters"/>. Source: domain, Who may.
/// </summary>
internal enum Sight
{
    /// <summary>Not even that it exists.</summary>
    None,

    /// <summary>Anybody, of a public request from approved on: what it is about, which oblast, how it stands. Nobody's name, no organisation, no days of a mission.</summary>
    Public,

    /// <summary>Active members and observers: all but the contact, the site, the texts of needs, and who the people are.</summary>
    Member,

    /// <summary>An expert who was invited, who speaks for a consulted organisation, and who wrote it for the applicant: the texts of needs too.</summary>
    Invited,

    /// <summary>An expert from confirmed on: contact and site too.</summary>
    Confirmed,

    /// <summary>Of the association that writes it for the applicant, while it is being written: all that is written, and what is asked to change.</summary>
    Drafter,

    /// <summary>The applicant's editors and signatories: all but a decision that is only proposed.</summary>
    Team,

    Coordinator
}
