using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.CodingApi;

/// <inheritdoc />
public sealed class Memo : CoderMemo, IVersioned;
