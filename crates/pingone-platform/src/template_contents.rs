//! The contents of a template.

use ping_models::platform::{NewTemplateContent, RenameVariant, TemplateContent};
use ping_models::{Collection, TemplateContentId};
use ping_transport::{Call, List, filters, handle};

use crate::operations::*;

filters! {
    /// What a change of a whole variant is filtered by.
    VariantFilter: limit {
        variant: String = "variant" (eq),
    }
}

handle! {
    /// What a template says, by language and delivery method. From
    /// [`TemplateHandle::contents`](crate::TemplateHandle::contents).
    ///
    /// Needs the role Environment Admin.
    ///
    /// ```no_run
    /// # use ping_models::platform::NewSmsContent;
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let contents = platform.template("strong_authentication").contents();
    /// let french = NewSmsContent::new("fr", "Votre code est ${otp}.").variant("short");
    /// contents.create(french).await?;
    /// contents.rename_variant("short", "brief").await?;
    /// # Ok(()) }
    /// ```
    pub struct TemplateContents;
}

impl TemplateContents {
    /// Creates a content: the request of its delivery method, such as
    /// [`NewSmsContent`](ping_models::platform::NewSmsContent).
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` where the template has such a content already, with
    /// `SIZE_LIMIT_EXCEEDED` where it is too long; 404 for an unknown template.
    #[doc(alias("add", "new", "Create Template Content"))]
    pub fn create(&self, content: impl Into<NewTemplateContent>) -> Call<TemplateContent> {
        self.scope.at(&CREATE_TEMPLATE_CONTENT).json(&content.into()).call()
    }

    /// Lists the contents.
    ///
    /// Errors: 404 for an unknown template.
    ///
    /// <https://developer.pingidentity.com/pingone-api/workflow-library/application-management/create-and-update-notification-content/step-10-read-all-general-template-notification-content.html>
    #[doc(alias("get_all", "all", "search", "Read All Template Contents"))]
    pub fn list(&self) -> List<TemplateContent> {
        self.scope.at(&READ_ALL_TEMPLATE_CONTENTS).list()
    }

    /// Reads one content.
    ///
    /// Errors: 404 for an unknown content.
    #[doc(alias("get", "fetch", "find", "Read One Template Content"))]
    pub fn read(&self, id: impl Into<TemplateContentId>) -> Call<TemplateContent> {
        self.scope.at(&READ_ONE_TEMPLATE_CONTENT).id(id).call()
    }

    /// Replaces a content; its language and delivery method stay.
    ///
    /// Errors: as for [`create`](Self::create); 404 for an unknown content.
    #[doc(alias("replace", "put", "edit", "Update Template Content"))]
    pub fn update(
        &self,
        id: impl Into<TemplateContentId>,
        content: impl Into<NewTemplateContent>,
    ) -> Call<TemplateContent> {
        self.scope.at(&UPDATE_TEMPLATE_CONTENT).id(id).json(&content.into()).call()
    }

    /// Deletes a content that is not the template's own.
    ///
    /// Errors: 400 with `CONSTRAINT_VIOLATION` for one of its own; 404 for an unknown content.
    #[doc(alias("remove", "Delete Template Content"))]
    pub fn delete(&self, id: impl Into<TemplateContentId>) -> Call<()> {
        self.scope.at(&DELETE_TEMPLATE_CONTENT).id(id).call()
    }

    /// Gives all contents of a variant another name for it, and answers with them.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` where one of that name is there already; 404 for an
    /// unknown variant.
    #[doc(alias("patch", "edit", "Update Template Variant"))]
    pub fn rename_variant(
        &self,
        variant: &str,
        name: impl Into<String>,
    ) -> Call<Collection<TemplateContent>> {
        let filter = VariantFilter::variant().eq(variant).to_string();
        let all = self.scope.at(&PATCH_TEMPLATE_VARIANT).query("filter", filter);
        all.json(&RenameVariant::new(name)).call()
    }

    /// Deletes all contents of a variant.
    ///
    /// Errors: 404 for an unknown variant.
    #[doc(alias("remove", "Delete Template Variant"))]
    pub fn delete_variant(&self, variant: &str) -> Call<()> {
        let filter = VariantFilter::variant().eq(variant).to_string();
        self.scope.at(&DELETE_TEMPLATE_VARIANT).query("filter", filter).call()
    }
}
