using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace StatusPage.Core.Persistence;

/// <summary>What holds for every column: typed ids are UUIDs, enumerations are snake_case words, names are snake_case.</summary>
internal static class ModelConventions
{
    private static readonly Type[] CoreTypes = typeof(ModelConventions).Assembly.GetTypes();

    public static void AddConversions(ModelConfigurationBuilder configuration)
    {
        foreach (var type in CoreTypes.Where(IsId))
        {
            configuration.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type));
        }

        foreach (var type in CoreTypes.Where(type => type.IsEnum && type.IsPublic))
        {
            configuration.Properties(type).HaveConversion(typeof(WordConverter<>).MakeGenericType(type)).HaveMaxLength(32);
        }
    }

    public static void NameInSnakeCase(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            entity.SetTableName(SnakeCase(entity.GetTableName() ?? entity.ClrType.Name));
            NameColumns(entity);
            foreach (var key in entity.GetKeys())
            {
                key.SetName(SnakeCase(key.GetName() ?? ""));
            }

            foreach (var key in entity.GetForeignKeys())
            {
                key.SetConstraintName(SnakeCase(key.GetConstraintName() ?? ""));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(SnakeCase(index.GetDatabaseName() ?? ""));
            }
        }
    }

    public static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var index = 0; index < name.Length; index++)
        {
            var startsWord = char.IsUpper(name[index]) && index > 0 && name[index - 1] != '_'
                && (!char.IsUpper(name[index - 1]) || (index + 1 < name.Length && char.IsLower(name[index + 1])));
            if (startsWord)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[index]));
        }

        return snake.ToString();
    }

    private static void NameColumns(IMutableTypeBase type)
    {
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(SnakeCase(property.GetColumnName()));
        }

        foreach (var part in type.GetComplexProperties())
        {
            NameColumns(part.ComplexType);
        }
    }

    private static bool IsId(Type type) => type.IsValueType && Array.Exists(
        type.GetInterfaces(), candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEntityId<>));
}
