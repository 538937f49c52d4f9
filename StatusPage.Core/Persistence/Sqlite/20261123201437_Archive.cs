using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatusPage.Core.Persistence.Sqlite
{
    /// <inheritdoc />
    public partial class Archive : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "archived_at",
                table: "pages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "archived_at",
                table: "monitors",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "archived_at",
                table: "components",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "archived_at",
                table: "component_groups",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "pages");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "monitors");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "components");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "component_groups");
        }
    }
}
