using System.Data.Common;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeDbException() : DbException("The database is away.");
