using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StatusPage.Core.Persistence.Postgres;

internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => instant.ToUniversalTime(), instant => instant);
