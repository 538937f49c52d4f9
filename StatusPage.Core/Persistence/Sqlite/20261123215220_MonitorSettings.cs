using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatusPage.Core.Persistence.Sqlite
{
    /// <inheritdoc />
    public partial class MonitorSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cron",
                table: "monitors",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paused_until",
                table: "monitors",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "scheduled_since",
                table: "monitors",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tags",
                table: "monitors",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "monitors",
                type: "TEXT",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "cron",
                table: "monitors");

            migrationBuilder.DropColumn(
                name: "paused_until",
                table: "monitors");

            migrationBuilder.DropColumn(
                name: "scheduled_since",
                table: "monitors");

            migrationBuilder.DropColumn(
                name: "tags",
                table: "monitors");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "monitors");
        }
    }
}
