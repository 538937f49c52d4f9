using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatusPage.Core.Persistence.Sqlite
{
    /// <inheritdoc />
    public partial class ResultPhases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "connect_ms",
                table: "check_results",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "look_up_ms",
                table: "check_results",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "read_ms",
                table: "check_results",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "secure_ms",
                table: "check_results",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "wait_ms",
                table: "check_results",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "connect_ms",
                table: "check_results");

            migrationBuilder.DropColumn(
                name: "look_up_ms",
                table: "check_results");

            migrationBuilder.DropColumn(
                name: "read_ms",
                table: "check_results");

            migrationBuilder.DropColumn(
                name: "secure_ms",
                table: "check_results");

            migrationBuilder.DropColumn(
                name: "wait_ms",
                table: "check_results");
        }
    }
}
