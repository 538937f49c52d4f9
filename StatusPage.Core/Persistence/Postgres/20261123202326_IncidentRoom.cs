using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatusPage.Core.Persistence.Postgres
{
    /// <inheritdoc />
    public partial class IncidentRoom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "edited_at",
                table: "incident_updates",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "incident_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    author = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incident_update_edits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    update_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    editor = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident_update_edits", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_subject_id",
                table: "audit",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_incident_notes_incident_id",
                table: "incident_notes",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "ix_incident_update_edits_update_id",
                table: "incident_update_edits",
                column: "update_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incident_notes");

            migrationBuilder.DropTable(
                name: "incident_update_edits");

            migrationBuilder.DropIndex(
                name: "ix_audit_subject_id",
                table: "audit");

            migrationBuilder.DropColumn(
                name: "edited_at",
                table: "incident_updates");
        }
    }
}
